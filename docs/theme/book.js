/*
 * What a reader can do with a page of the book. Everything can be read without it: it adds the theme
 * switch, the reader's place, copy buttons, predictions, the threads to move, puzzles, and search. It works
 * from a folder (file://), asks no network, and keeps what it keeps in this browser.
 */
"use strict";

const page = document.body.dataset.page;

/** An element: make("p", {class: "note", onclick: f}, "text", otherElement). */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element[key] = value;
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function icon(path) {
  const holder = make("span", { "aria-hidden": "true" });
  holder.innerHTML =
    `<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.8">${path}</svg>`;
  return holder;
}

/** What this browser keeps for the book; for this visit only where it keeps nothing. */
const kept = {
  prefix: "toy-redis:",
  visit: new Map(),
  get(key) {
    try {
      return localStorage.getItem(this.prefix + key);
    } catch {
      return this.visit.get(key) ?? null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(this.prefix + key, value);
    } catch {
      this.visit.set(key, value);
    }
  },
  forget(beginning) {
    this.visit.clear();
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix + beginning))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // nothing was kept
    }
  },
};

// Light, dark, or as the system has it. The page's head has set data-theme before the first paint.

function themeSwitch() {
  const themes = {
    system: ["as the system", '<circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>'],
    light: ["light", '<circle cx="10" cy="10" r="3.5"/><path d="M10 1v3M10 16v3M1 10h3M16 10h3M3.6 3.6l2.1 2.1M14.3 14.3l2.1 2.1M3.6 16.4l2.1-2.1M14.3 5.7l2.1-2.1"/>'],
    dark: ["dark", '<path d="M16.5 12.5A7 7 0 0 1 7.5 3.500 7 7 0 1 0 16.500 12.500z"/>'],
  };
  const names = Object.keys(themes);
  const button = make("button", { type: "button", class: "theme" });
  const show = (name) => {
    const next = names[(names.indexOf(name) + 1) % names.length];
    document.documentElement.dataset.theme = name;
    button.setAttribute("aria-label", `Colours: ${themes[name][0]}. Change to ${themes[next][0]}`);
    button.title = button.getAttribute("aria-label");
    button.replaceChildren(icon(themes[name][1]));
    button.onclick = () => {
      kept.set("theme", next);
      show(next);
    };
  };
  const now = kept.get("theme");
  show(names.includes(now) ? now : "system");
  return button;
}

// Where the reader is: in the contents, and beside the page's name.

function followPlace() {
  const contents = document.getElementById("contents");
  const links = new Map();
  for (const link of contents.querySelectorAll(".sections a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
    link.addEventListener("click", () => {
      if (contents.matches(":popover-open")) contents.hidePopover();
    });
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (headings.length === 0) return;
  const section = make("span", { class: "section" });
  let current = null;
  const look = () => {
    const edge = innerHeight * 0.3;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = headings.filter((each) => each.getBoundingClientRect().top < edge);
    const now = atEnd && scrollY > 0 ? headings.at(-1) : passed.at(-1);
    if (now === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = now;
    section.remove();
    if (!now) return;
    const link = links.get(now.id);
    link.setAttribute("aria-current", "true");
    section.textContent = link.textContent;
    document.querySelector(".place").append(section);
    // within the contents only: the page itself must not jump
    const box = contents.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) {
      contents.scrollTop += place.top - box.top - box.height / 2;
    }
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        look();
      });
    },
    { passive: true },
  );
  contents.addEventListener("toggle", () => {
    contents.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  });
  look();
}

// Blocks that scroll: they fade where they go on, and the keyboard reaches them.

function markWideBlocks() {
  const mark = (block) => {
    const room = block.scrollWidth - block.clientWidth;
    block.classList.toggle("more-left", room > 1 && block.scrollLeft > 1);
    block.classList.toggle("more-right", room > 1 && block.scrollLeft < room - 1);
    if (room > 1) {
      block.tabIndex = 0;
      block.setAttribute("role", "group");
      const title = block.closest(".listingblock, .literalblock, .chart")?.querySelector(".title");
      block.setAttribute("aria-label", (title?.textContent ?? "Wide block") + ", scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) block.removeAttribute(name);
    }
  };
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
  for (const block of document.querySelectorAll("main pre, .scrolls")) {
    sizes.observe(block);
    block.addEventListener("scroll", () => mark(block), { passive: true });
  }
}

// Terminals and code: copied are the commands, without their prompts and comments.

/** Puts each "$ " at a line's beginning into an element that selecting leaves out. */
function markPrompts(pre) {
  const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  let atLineStart = true;
  for (let node of nodes) {
    for (;;) {
      if (atLineStart && node.data.startsWith("$ ")) {
        const rest = node.splitText(2);
        const prompt = make("span", { class: "prompt" });
        node.replaceWith(prompt);
        prompt.append(node);
        node = rest;
      }
      const lineEnd = node.data.indexOf("\n");
      if (lineEnd < 0) break;
      atLineStart = true;
      node = node.splitText(lineEnd + 1);
    }
    if (node.data.length > 0) atLineStart = false;
  }
}

/** The commands of a terminal: lines behind "$ ", and those that a backslash continues. */
function commands(text) {
  const found = [];
  let continued = false;
  for (const line of text.split("\n")) {
    if (!continued && !line.startsWith("$ ")) continue;
    const command = continued ? line : line.slice(2);
    continued = command.endsWith("\\");
    found.push(command.replace(/\s+# .*$/, ""));
  }
  return found.join("\n");
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // a page from a folder may not use the clipboard directly
    const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function addCopyButtons() {
  for (const block of document.querySelectorAll("main .listingblock:not(.output)")) {
    const pre = block.querySelector("pre");
    if (!pre) continue;
    const isTerminal = block.classList.contains("terminal");
    const text = isTerminal ? commands(pre.textContent) : pre.textContent;
    if (isTerminal) markPrompts(pre);
    if (text === "") continue;
    const title = block.querySelector(".title")?.textContent ?? "";
    const button = make("button", {
      type: "button",
      class: "copy",
      "aria-label": `Copy ${isTerminal ? "the commands" : "the code"}${title && ": " + title}`,
      onclick: async () => {
        await toClipboard(text);
        button.focus();
        button.textContent = "Copied";
        say("Copied");
        setTimeout(() => (button.textContent = "Copy"), 2000);
      },
    });
    button.textContent = "Copy";
    block.append(button);
  }
}

/** For who does not see the page: what has just happened. */
const voice = make("p", { class: "unseen", role: "status" });

function say(text) {
  voice.textContent = text;
}

// Predictions: made before the answer, kept, and shown beside what came out.

const predictionKey = (id) => `prediction:${page}#${id}`;

function addPredictions() {
  for (const block of document.querySelectorAll(".predict[id]")) {
    const title = block.querySelector(".title");
    const question = [...block.querySelectorAll(":scope > .content > .paragraph > p")].at(-1);
    if (question && !question.id) question.id = block.id + "-question";
    const note = make("p", { class: "note", role: "status" });
    const keep = (value) => {
      kept.set(predictionKey(block.id), value);
      note.textContent = "Kept in this browser. Now find out.";
      showPrediction(block.id);
    };
    const form = block.classList.contains("number")
      ? numberField(block, title, keep, note)
      : choices(block, keep);
    if (!form) continue;
    if (question) form.setAttribute("aria-labelledby", question.id);
    form.append(note);
    showPrediction(block.id);
  }
}

/** Makes radio buttons of the block's last list. */
function choices(block, keep) {
  const list = [...block.querySelectorAll(":scope > .content > .ulist > ul")].at(-1);
  if (!list) return null;
  const before = kept.get(predictionKey(block.id));
  const set = make("fieldset");
  for (const item of list.children) {
    const text = item.textContent.trim();
    const radio = make("input", { type: "radio", name: block.id, value: text });
    radio.checked = text === before;
    radio.onchange = () => keep(text);
    const label = make("label", {}, radio, make("span"));
    label.lastChild.append(...item.childNodes);
    set.append(label);
  }
  list.parentElement.replaceWith(set);
  return set;
}

/** A field for a number; its unit stands in the title's brackets. */
function numberField(block, title, keep, note) {
  const unit = title?.textContent.match(/\[(.+)\]\s*$/)?.[1] ?? "";
  if (unit) title.textContent = title.textContent.replace(/\s*\[.+\]\s*$/, "");
  const field = make("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  field.value = (kept.get(predictionKey(block.id)) ?? "").replace(unit, "").trim();
  field.onchange = () => {
    const text = field.value.trim();
    if (text === "") return;
    if (!Number.isFinite(toNumber(text))) note.textContent = "A number, please, such as 1200 or 0.5.";
    else keep(unit ? text + " " + unit : text);
  };
  const label = make("label", {}, make("span", {}, "Your number:"), field, make("span", {}, unit));
  const set = make("fieldset", {}, label);
  block.querySelector(".content").append(set);
  return set;
}

/** "1,200 µs" is 1200; NaN if it begins with no number. */
function toNumber(text) {
  const number = text.replaceAll(/[,\s](?=\d{3}\b)/g, "").match(/^[-+]?\d*\.?\d+(e[-+]?\d+)?/i);
  return number ? Number(number[0]) : NaN;
}

/** Writes the prediction into its answer and into the charts that are about it. */
function showPrediction(id) {
  const value = kept.get(predictionKey(id));
  const content = document.querySelector(`#${CSS.escape(id)}-answer > .content`);
  content?.querySelector(".predicted")?.remove();
  if (value !== null) content?.prepend(make("p", { class: "predicted" }, `You predicted: ${value}`));
  const number = value === null ? NaN : toNumber(value);
  for (const chart of document.querySelectorAll(`[data-predict="${CSS.escape(id)}"]`)) {
    const drawings = chart.matches("svg") ? [chart] : chart.querySelectorAll("svg");
    for (const drawing of drawings) if (drawing.dataset.x0) drawPrediction(drawing, number, value);
  }
}

/**
 * A vertical line where the reader's number lies. The chart says where its value axis begins and ends,
 * in its own units (data-x0, data-x1) and in values (data-v0, data-v1; data-scale: linear or log).
 */
function drawPrediction(chart, value, label) {
  chart.querySelector(".prediction")?.remove();
  if (!Number.isFinite(value)) return;
  const { x0, x1, v0, v1, y0, y1 } = Object.fromEntries(
    Object.entries(chart.dataset).map(([key, text]) => [key, Number(text)]),
  );
  const scale = chart.dataset.scale === "log" ? (v) => Math.log(Math.max(v, Number.MIN_VALUE)) : (v) => v;
  const share = (scale(value) - scale(v0)) / (scale(v1) - scale(v0));
  const x = x0 + Math.min(Math.max(share, 0), 1) * (x1 - x0);
  const box = chart.viewBox.baseVal;
  const top = y0 ?? box.y + 4;
  const bottom = y1 ?? box.y + box.height - 4;
  const beyond = share > 1 ? " →" : share < 0 ? "← " : "";
  const text = share < 0 ? `${beyond}you: ${label}` : `you: ${label}${beyond}`;
  const toLeft = x > (x0 + x1) / 2;
  const part = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, each] of Object.entries(attributes)) element.setAttribute(key, each);
    return element;
  };
  const group = part("g", { class: "prediction" });
  const words = part("text", { x: x + (toLeft ? -6 : 6), y: Math.min(top, bottom) + 12, "text-anchor": toLeft ? "end" : "start" });
  words.textContent = text;
  group.append(part("line", { x1: x, x2: x, y1: top, y2: bottom }), words);
  chart.append(group);
}

/** An answer that is opened before its prediction asks first; the second click opens it. */
function guardAnswers() {
  for (const answer of document.querySelectorAll("details.answer[id$='-answer']")) {
    const id = answer.id.replace(/-answer$/, "");
    const question = document.getElementById(id);
    if (!question) continue;
    const note = make("p", { class: "note", role: "status" });
    answer.after(note);
    let asked = false;
    answer.querySelector("summary").addEventListener("click", (event) => {
      if (!answer.open && !asked && kept.get(predictionKey(id)) === null) {
        event.preventDefault();
        asked = true;
        const link = make("a", { href: "#" + id }, "Predict first?");
        note.append(link, " You will remember more, right or wrong. Or open the answer once more.");
      } else {
        note.replaceChildren();
      }
    });
  }
}

function forgetButton() {
  return make(
    "button",
    {
      type: "button",
      onclick: () => {
        kept.forget("prediction:");
        for (const radio of document.querySelectorAll(".predict input[type=radio]")) radio.checked = false;
        for (const field of document.querySelectorAll(".predict input[type=text]")) field.value = "";
        for (const block of document.querySelectorAll(".predict[id]")) showPrediction(block.id);
        for (const note of document.querySelectorAll(".predict .note")) note.textContent = "";
        say("All your predictions are forgotten");
      },
    },
    "Forget all my predictions",
  );
}

// Schedules: the reader decides which thread moves next.

/**
 * The value of an expression, by the grammar that the package toyredis.report.schedule has:
 * ? : || && == != < + - ! ( ), numbers and names; 0 is false, and truth is 1.
 */
function evaluate(expression, values) {
  const tokens = expression.match(/\|\||&&|==|!=|[<+\-!()?:]|\d+|[A-Za-z][A-Za-z0-9]*/g) ?? [];
  const next = (token) => tokens[0] === token && tokens.shift() !== undefined;
  const choice = () => {
    const value = or();
    if (!next("?")) return value;
    const [one, , other] = [choice(), next(":"), choice()];
    return value ? one : other;
  };
  const or = () => {
    let value = and();
    while (next("||")) value = Number(Boolean(and()) || Boolean(value));
    return value;
  };
  const and = () => {
    let value = compare();
    while (next("&&")) value = Number(Boolean(compare()) && Boolean(value));
    return value;
  };
  const compare = () => {
    const value = sum();
    if (next("==")) return Number(value === sum());
    if (next("!=")) return Number(value !== sum());
    if (next("<")) return Number(value < sum());
    return value;
  };
  const sum = () => {
    let value = factor();
    for (;;) {
      if (next("+")) value += factor();
      else if (next("-")) value -= factor();
      else return value;
    }
  };
  const factor = () => {
    if (next("!")) return Number(!factor());
    if (next("(")) {
      const value = choice();
      next(")");
      return value;
    }
    const token = tokens.shift();
    return /^\d/.test(token) ? Number(token) : values[token];
  };
  return choice();
}

/** A schedule's rules. A state is never changed, only followed by another one. */
class Schedule {
  constructor({ program, exploration }) {
    this.program = program;
    this.exploration = exploration;
    this.threads = program.threads;
    this.first = {
      shared: { ...program.shared },
      locals: this.threads.map((thread) => ({ ...thread.locals })),
      at: this.threads.map(() => 0),
      mover: -1,
      changed: [],
      said: "",
    };
  }

  names(state, index) {
    return { ...state.shared, ...state.locals[index] };
  }

  word(name, value) {
    return this.program.words[name]?.[value] ?? String(value);
  }

  hasEnded(state, index) {
    return state.at[index] === this.threads[index].steps.length;
  }

  waits(state, index) {
    if (this.hasEnded(state, index)) return false;
    return !evaluate(this.threads[index].steps[state.at[index]].when, this.names(state, index));
  }

  canMove(state, index) {
    return !this.hasEnded(state, index) && !this.waits(state, index);
  }

  move(state, mover) {
    const { steps } = this.threads[mover];
    const step = steps[state.at[mover]];
    const shared = { ...state.shared };
    const locals = state.locals.map((each) => ({ ...each }));
    const before = this.names(state, mover);
    for (const [name, expression] of Object.entries(step.set)) {
      (name in locals[mover] ? locals[mover] : shared)[name] = evaluate(expression, before);
    }
    const names = { ...shared, ...locals[mover] };
    const label = Object.keys(step.go).find((each) => evaluate(step.go[each], names));
    const place = steps.findIndex((each) => label !== undefined && each.label === label);
    const next = label === undefined ? state.at[mover] + 1 : place < 0 ? steps.length : place;
    const at = state.at.map((each, index) => (index === mover ? next : each));
    const said = step.say.replace(/\{(\w+)\}/g, (_, name) => this.word(name, names[name]));
    return { shared, locals, at, mover, changed: Object.keys(step.set), said };
  }

  allEnded(state) {
    return this.threads.every((_, index) => this.hasEnded(state, index));
  }

  /** Nobody can move, though not all have ended. */
  isStuck(state) {
    return !this.allEnded(state) && !this.threads.some((_, index) => this.canMove(state, index));
  }

  /**
   * Null if the last state is new, or nobody starves in it; else who was forgotten since it was
   * there before: who could have moved at some moment, and did not.
   */
  round(states) {
    const last = states.at(-1);
    const { starves } = this.program;
    if (!starves) return null;
    if (this.hasEnded(last, this.threads.findIndex((each) => each.name === starves))) return null;
    const key = ({ shared, locals, at }) => JSON.stringify([shared, locals, at]);
    let nearest = null;
    for (let from = states.length - 2; from >= 0; from--) {
      if (key(states[from]) !== key(last)) continue;
      const round = states.slice(from + 1);
      const forgotten = this.threads.filter(
        (_, index) =>
          round.every((each) => each.mover !== index) && round.some((each) => this.canMove(each, index)),
      );
      if (forgotten.length === 0) return { forgotten };
      nearest ??= { forgotten };
    }
    return nearest;
  }

  /** Null while it goes on; else why it does not: "lost", "stuck" (lost too), "round" (too), "fine". */
  end(states) {
    const state = states.at(-1);
    const ended = this.allEnded(state);
    if (this.isStuck(state)) return "stuck";
    if (evaluate(this.program.bad, { ...state.shared, ended: Number(ended) })) return "lost";
    if (this.round(states)?.forgotten.length === 0) return "round";
    return ended ? "fine" : null;
  }
}

class Stepper {
  constructor(block, data) {
    const { program } = data;
    this.schedule = new Schedule(data);
    this.states = [this.schedule.first];
    this.shared = make("ul", { class: "state", "aria-label": "What the threads share" });
    this.views = program.threads.map((thread, index) => this.view(thread, index));
    this.undo = make("button", { type: "button", onclick: () => this.back() }, "Undo");
    this.again = make("button", { type: "button", onclick: () => this.restart() }, "Start again");
    this.order = make("span", { class: "note" });
    this.said = make("p", { class: "said", role: "status" });
    this.name = make("p", { class: "name" }, program.title);
    this.controls = make("div", { class: "controls" }, this.undo, this.again, this.order);
    const keys = program.threads.map((_, index) => index + 1).join(", ");
    this.help = make("p", { class: "note" }, `Which thread moves next? Click, or press ${keys}; u takes back, r starts again.`);
    this.root = make(
      "div",
      { class: "stepper", role: "group", "aria-label": program.title },
      this.name,
      make("p", {}, program.about),
      this.help,
      this.shared,
      make("div", { class: "threads" }, ...this.views.map((view) => view.root)),
      this.controls,
      this.said,
    );
    this.root.addEventListener("keydown", (event) => this.key(event));
    block.classList.add("live");
    block.append(this.root);
    this.show("");
  }

  view(thread, index) {
    const name = `Thread ${thread.name}`;
    const lines = thread.steps.map((step) => make("li", {}, step.code));
    const locals = make("ul", { class: "state", "aria-label": `What ${name} has for itself` });
    const note = make("p", { class: "note" });
    const button = make("button", { type: "button", onclick: () => this.move(index) });
    const root = make(
      "div",
      { class: "thread", role: "group", "aria-label": name },
      make("p", { class: "name" }, name),
      make("ol", { class: "lines" }, ...lines),
      locals,
      note,
      button,
    );
    return { lines, locals, note, button, root };
  }

  get state() {
    return this.states.at(-1);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(event.key) - 1;
    if (index >= 0 && index < this.views.length) this.move(index);
    else if (event.key === "u" || event.key === "Backspace") this.back();
    else if (event.key === "r") this.restart();
    else return;
    event.preventDefault();
  }

  move(index) {
    const name = `Thread ${this.schedule.threads[index].name}`;
    if (this.schedule.end(this.states)) return;
    if (!this.schedule.canMove(this.state, index)) {
      const why = this.schedule.hasEnded(this.state, index) ? "has ended" : "has to wait";
      this.said.textContent = `${name} ${why}.`;
      return;
    }
    this.states.push(this.schedule.move(this.state, index));
    const forgotten = this.schedule.round(this.states)?.forgotten.map((each) => each.name) ?? [];
    const note = forgotten.length
      ? ` It was like this before. But thread ${forgotten.join(", ")} could have moved, and you left it out: give everybody a turn.`
      : "";
    this.show(`${name} ${this.state.said || "moves"}.${note}`);
  }

  back() {
    if (this.states.length === 1) return;
    this.states.pop();
    this.show("One move back.");
  }

  restart() {
    this.states.length = 1;
    this.show("From the beginning.");
  }

  /** What is said of an end. */
  verdict(end) {
    const { schedules, losing, shortest } = this.schedule.exploration;
    if (end !== "fine") {
      const moves = this.states.length - 1;
      return this.loss(end) + (shortest.length < moves ? ` It can be done in ${shortest.length} moves.` : "");
    }
    const all = schedules.toLocaleString("en");
    return losing > 0
      ? `All have ended, and nothing is wrong this time. ${losing.toLocaleString("en")} of ${all} orders end otherwise: find one.`
      : `All have ended, and nothing is wrong: ${all === "1" ? "there is no other order" : `so it is in all ${all} orders`}.`;
  }

  loss(end) {
    const { badName, starves } = this.schedule.program;
    const capital = badName.charAt(0).toUpperCase() + badName.slice(1);
    const how = {
      stuck: ": nobody can move any more",
      round: `: it was like this before, everybody has moved who could, and thread ${starves} is no further`,
    };
    return capital + (how[end] ?? "") + ".";
  }

  show(happened) {
    const state = this.state;
    const end = this.schedule.end(this.states);
    const chip = (name, value, isNew) =>
      make("li", { class: isNew ? "changed" : "" }, `${name} = ${this.schedule.word(name, value)}`);
    const has = (name, index) => name in state.locals[index];
    this.shared.replaceChildren(
      ...Object.entries(state.shared).map(([name, value]) =>
        chip(name, value, state.changed.includes(name) && !has(name, state.mover)),
      ),
    );
    this.schedule.threads.forEach((thread, index) => {
      const view = this.views[index];
      const ended = this.schedule.hasEnded(state, index);
      const waits = this.schedule.waits(state, index);
      view.lines.forEach((line, each) => {
        const isNext = each === state.at[index];
        line.className = each < state.at[index] ? "done" : isNext ? (waits ? "next waits" : "next") : "";
        if (isNext) line.setAttribute("aria-current", "step");
        else line.removeAttribute("aria-current");
      });
      const moved = index === state.mover;
      view.locals.replaceChildren(
        ...Object.entries(state.locals[index]).map(([name, value]) =>
          chip(name, value, moved && state.changed.includes(name)),
        ),
      );
      view.locals.hidden = view.locals.children.length === 0;
      view.note.textContent = waits ? "It cannot do this now." : "";
      view.button.textContent = this.label(thread, index, ended, waits);
      view.button.setAttribute("aria-disabled", String(end !== null || ended || waits));
    });
    this.undo.setAttribute("aria-disabled", String(this.states.length === 1));
    const order = this.states.slice(1).map((each) => this.schedule.threads[each.mover].name);
    this.order.textContent = order.length ? "Order: " + order.join(" ") : "";
    this.said.classList.toggle("end", end !== null);
    this.said.textContent = end ? `${happened} ${this.verdict(end)}` : happened;
  }

  label(thread, _index, ended, waits) {
    return ended ? "Has ended" : waits ? "Waits" : `Move ${thread.name}`;
  }
}

/** A program that the reader is to break, or to find unbreakable. */
class Puzzle extends Stepper {
  constructor(block, data, name, solved) {
    super(block, data);
    this.keptAs = `puzzle:${name}`;
    this.solved = solved;
    const { question, threads } = data.program;
    this.hint = make("button", { type: "button", onclick: () => this.giveHint() }, "Hint");
    this.never = make("button", { type: "button", class: "never", onclick: () => this.answerNever() }, "It cannot be done");
    this.undo.after(this.again, this.hint, this.never);
    const moves = make("div", { class: "moves" }, ...this.views.map((view) => view.button));
    const keys = threads.map((_, index) => index + 1).join(", ");
    this.help.replaceChildren(
      make("strong", {}, question),
      make("span", { class: "keys" }, ` Keys: ${keys} moves a thread, u takes back, r starts again, h gives a hint.`),
    );
    this.help.className = "task";
    this.root.append(make("div", { class: "bar" }, this.said, moves, this.controls));
    // the answer stays below, folded, for those who give up
    block.append(block.querySelector("details"));
    this.mark();
  }

  get isSolved() {
    return kept.get(this.keptAs) !== null;
  }

  mark() {
    this.name.classList.toggle("solved", this.isSolved);
    this.name.textContent = this.schedule.program.title + (this.isSolved ? " – solved" : "");
  }

  solve(text) {
    kept.set(this.keptAs, "solved");
    this.mark();
    this.solved();
    return `${text} Solved. ${this.schedule.program.after}`;
  }

  key(event) {
    if (event.key === "h" && !event.ctrlKey && !event.metaKey && !event.altKey) this.giveHint();
    else super.key(event);
  }

  label(thread, index, ended, waits) {
    return `${index + 1} · ${thread.name}${ended ? " has ended" : waits ? " waits" : ""}`;
  }

  verdict(end) {
    if (end === "fine") return "All have ended, and nothing is wrong this time.";
    const { length } = this.schedule.exploration.shortest;
    const shorter = length < this.states.length - 1 ? ` It can be done in ${length} moves.` : "";
    return this.solve(this.loss(end) + shorter);
  }

  answerNever() {
    const { schedules, states, shortest } = this.schedule.exploration;
    if (shortest.length > 0) {
      this.said.textContent = "It can be done. Go on looking, or ask for a hint.";
      return;
    }
    const tried = schedules > 0 ? `all ${schedules.toLocaleString("en")} orders were tried` : `all ${states.toLocaleString("en")} states were tried`;
    this.said.textContent = this.solve(`Right: ${tried}.`);
    this.said.classList.add("end");
  }

  /** One more move of the shortest way, from where the reader has left it. */
  giveHint() {
    const { shortest } = this.schedule.exploration;
    if (shortest.length === 0) {
      this.said.textContent = "There is no next move that would help. What follows from that?";
      return;
    }
    const moves = this.states.slice(1).map((each) => each.mover);
    const wrong = moves.findIndex((mover, index) => mover !== shortest[index]);
    const good = wrong < 0 ? moves.length : wrong;
    if (good === shortest.length) return;
    const back = moves.length - good;
    const undo = back === 0 ? "" : back === 1 ? "take back a move, then " : `take back ${back} moves, then `;
    const { name } = this.schedule.threads[shortest[good]];
    this.said.textContent = `Hint: ${undo}move ${name}. (This is move ${good + 1} of ${shortest.length}.)`;
  }
}

async function addSteppers() {
  const blocks = [...document.querySelectorAll(".schedule[id^='schedule-'], .puzzle[id^='puzzle-']")];
  if (blocks.length === 0) return;
  await load("schedules.js");
  const puzzles = [];
  const count = make("p", { class: "count" });
  const forget = make("button", { type: "button", onclick: () => {
    kept.forget("puzzle:");
    puzzles.forEach((each) => each.mark());
    tell();
  } }, "Forget that");
  const tell = () => {
    const solved = puzzles.filter((each) => each.isSolved).length;
    count.replaceChildren(`${solved} of ${puzzles.length} solved`, ...(solved > 0 ? [" ", forget] : []));
  };
  for (const block of blocks) {
    const [kind, ...name] = block.id.split("-");
    const data = window.toyRedisSchedules?.[name.join("-")];
    if (!data) continue;
    if (kind === "schedule") new Stepper(block, data);
    else puzzles.push(new Puzzle(block, data, name.join("-"), tell));
  }
  if (puzzles.length === 0) return;
  document.querySelector(".facts").after(count);
  tell();
}

/** Runs another script of the book, once; it may be missing. */
const loading = new Map();
function load(file) {
  if (!loading.has(file)) {
    loading.set(
      file,
      new Promise((resolve) => {
        document.head.append(make("script", { src: file, onload: resolve, onerror: resolve }));
      }),
    );
  }
  return loading.get(file);
}

// Search within the book: the index is built in the browser when it is first asked for.

class Search {
  constructor() {
    this.field = make("input", {
      type: "search",
      "aria-label": "Search the book",
      placeholder: "Search the book",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.find(),
    });
    this.count = make("p", { class: "note", role: "status" });
    this.list = make("ul");
    const close = make("button", { type: "button", onclick: () => this.dialog.close() }, "Close");
    this.dialog = make(
      "dialog",
      { class: "search", "aria-label": "Search the book" },
      make("div", { class: "search-head" }, this.field, close),
      make("div", { class: "search-found" }, this.count, this.list),
    );
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog || event.target.closest("a")) this.dialog.close();
    });
    document.body.append(this.dialog);
    this.button = make(
      "button",
      { type: "button", class: "search-button", "aria-label": "Search", "aria-keyshortcuts": "/", onclick: () => this.open() },
      icon('<circle cx="8.5" cy="8.5" r="5.5"/><path d="M13 13l5 5"/>'),
      make("span", { class: "search-word" }, "Search ", make("kbd", {}, "/")),
    );
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.open();
    });
  }

  async open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.field.focus();
    this.field.select();
    if (this.index) return;
    await Promise.all([load("theme/lunr.js"), load("search.js")]);
    this.entries = window.toyRedisSearch ?? [];
    const entries = this.entries;
    this.index = lunr(function () {
      this.ref("number");
      this.field("section", { boost: 4 });
      this.field("title", { boost: 2 });
      this.field("text");
      entries.forEach((entry, number) => this.add({ ...entry, number }));
    });
    this.find();
  }

  find() {
    if (!this.index) return;
    const words = this.field.value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const found =
      words.length === 0
        ? []
        : this.index.query((query) => {
            // each word must be there or be the beginning of one; whole words come first
            words.forEach((word, each) => {
              const isLast = each === words.length - 1;
              if (!isLast && !lunr.stopWordFilter(word)) return;
              query.term(lunr.stemmer(new lunr.Token(word)).toString(), {
                wildcard: lunr.Query.wildcard.TRAILING,
                presence: lunr.Query.presence.REQUIRED,
                usePipeline: false,
              });
              query.term(word, { boost: 10 });
            });
          });
    this.list.replaceChildren(...found.slice(0, 20).map((each) => this.result(this.entries[each.ref], words)));
    const number = found.length === 1 ? "1 place" : `${found.length} places`;
    this.count.textContent =
      words.length === 0 ? "Type a word; arrow keys choose, Enter goes there." : found.length === 0 ? "Nothing found." : number;
  }

  result(entry, words) {
    const link = make("a", { href: `${entry.page}.html${entry.anchor ? "#" + entry.anchor : ""}` });
    link.append(make("b", {}, entry.section || entry.title));
    if (entry.section && entry.section !== entry.title) link.append(` – ${entry.title}`);
    link.append(this.excerpt(entry.text, words));
    return make("li", {}, link);
  }

  /** A piece of the text around the first word that is there, the words marked. */
  excerpt(text, words) {
    const pattern = new RegExp(`\\b(${words.join("|")})`, "giu");
    const first = Math.max(text.search(pattern), 0);
    const begin = first < 60 ? 0 : text.indexOf(" ", first - 60) + 1;
    const piece = text.slice(begin, begin + 180);
    const shown = make("p", {}, begin > 0 ? "… " : "");
    for (const [index, part] of piece.split(pattern).entries()) {
      shown.append(index % 2 === 1 ? make("mark", {}, part) : part);
    }
    if (begin + 180 < text.length) shown.append(" …");
    return shown;
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Enter" && event.target === this.field) this.list.querySelector("a")?.click();
    // a search field would keep the first Escape for itself
    if (event.key === "Escape") this.dialog.close();
    if (!(event.key in steps)) return;
    event.preventDefault();
    const stops = [this.field, ...this.list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + steps[event.key];
    stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
  }
}

document.body.append(voice);
document.querySelector(".tools").append(new Search().button, themeSwitch());
document.querySelector("footer p").append(forgetButton());
addPredictions();
guardAnswers();
addCopyButtons();
markWideBlocks();
followPlace();
addSteppers();
