/*
 * What a reader can do with a page of the book. Everything can be read without it: it adds the theme
 * switch, the reader's place, copy buttons, predictions, the threads to move, and search. It works
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
  for (const block of document.querySelectorAll("main pre, .scrolls, .wide:has(> table)")) {
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
  for (const chart of document.querySelectorAll("svg[data-predict]")) {
    if (chart.dataset.predict === id) drawPrediction(chart, value === null ? NaN : toNumber(value), value);
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
 * Evaluates what a schedule writes: numbers, 'words', true, false, null, names of variables (those of
 * the thread first), ( ), !, * / %, + -, < <= > >=, == !=, &&, ||.
 */
function evaluate(expression, lookUp) {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_][\w.]*|'[^']*'|&&|\|\||[=!<>]=|[-+*/%()<>!]/g) ?? [];
  const levels = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];
  const carryOut = {
    "||": (a, b) => a || b,
    "&&": (a, b) => a && b,
    "==": (a, b) => a === b,
    "!=": (a, b) => a !== b,
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => Math.trunc(a / b),
    "%": (a, b) => a % b,
  };
  let at = 0;
  const single = () => {
    const token = tokens[at++];
    if (token === "!") return !single();
    if (token === "-") return -single();
    if (token === "(") {
      const value = level(0);
      at++;
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith("'")) return token.slice(1, -1);
    if (token === "true" || token === "false") return token === "true";
    return token === "null" ? null : lookUp(token);
  };
  const level = (depth) => {
    if (depth === levels.length) return single();
    let value = level(depth + 1);
    while (levels[depth].includes(tokens[at])) {
      const operator = tokens[at++];
      value = carryOut[operator](value, level(depth + 1));
    }
    return value;
  };
  return level(0);
}

/** The rules of a schedule: states that are never changed, only followed by another one. */
class Schedule {
  constructor(data) {
    this.data = data;
    this.threads = data.threads;
    this.start = {
      variables: { ...data.shared, ...Object.assign({}, ...this.threads.map((t) => this.locals(t))) },
      next: this.threads.map(() => 0),
      changed: [],
    };
  }

  /** A thread's variables have no value before its first step that sets them. */
  locals(thread) {
    const names = thread.steps.flatMap((step) => Object.keys(step.set ?? {}));
    return Object.fromEntries(
      names.filter((name) => name.startsWith(thread.name + ".")).map((name) => [name, null]),
    );
  }

  value(state, expression, thread) {
    return evaluate(String(expression), (name) =>
      thread && `${thread.name}.${name}` in state.variables
        ? state.variables[`${thread.name}.${name}`]
        : (state.variables[name] ?? null),
    );
  }

  done(state, index) {
    return state.next[index] >= this.threads[index].steps.length;
  }

  waits(state, index) {
    if (this.done(state, index)) return false;
    const thread = this.threads[index];
    const step = thread.steps[state.next[index]];
    return step.when != null && !this.value(state, step.when, thread);
  }

  canMove(state, index) {
    return !this.done(state, index) && !this.waits(state, index);
  }

  move(state, index) {
    const thread = this.threads[index];
    const step = thread.steps[state.next[index]];
    const variables = { ...state.variables };
    for (const [name, expression] of Object.entries(step.set ?? {})) {
      variables[name] = this.value(state, expression, thread);
    }
    return {
      variables,
      next: state.next.map((line, each) => (each === index ? line + 1 : line)),
      changed: Object.keys(step.set ?? {}),
    };
  }

  /** Null while a thread can move; else what to call the end. */
  end(state) {
    if (this.threads.some((_, index) => this.canMove(state, index))) return null;
    if (this.threads.some((_, index) => !this.done(state, index))) {
      return { reached: this.data.goal === "deadlock", text: "Deadlock: whoever is left waits for another, for ever." };
    }
    const goal = this.data.goal;
    const reached = goal != null && goal !== "deadlock" && this.value(state, goal);
    return reached
      ? { reached, text: this.data.reached ?? "An update is lost: every thread was told that it succeeded." }
      : { reached: false, text: this.data.missed ?? "All kept: in this order nothing goes wrong. Find another order." };
  }
}

class Stepper {
  constructor(block, data) {
    this.schedule = new Schedule(data);
    this.history = [];
    this.states = [this.schedule.start];
    this.root = make("div", { class: "stepper", role: "group", "aria-label": data.title });
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.shared = make("ul", { class: "state", "aria-label": "What the threads share" });
    this.views = data.threads.map((thread, index) => this.threadView(thread, index));
    this.undo = make("button", { type: "button", onclick: () => this.back() }, "Undo");
    this.again = make("button", { type: "button", onclick: () => this.restart() }, "Start again");
    this.order = make("span", { class: "note" });
    this.said = make("p", { class: "said", role: "status" });
    const hint = data.threads.map((_, index) => index + 1).join(", ");
    this.root.append(
      make("p", { class: "note" }, `You are the scheduler: which thread moves next? Keys: ${hint}, u to undo, r to start again.`),
      this.shared,
      make("div", { class: "threads" }, ...this.views.map((view) => view.root)),
      make("div", { class: "controls" }, this.undo, this.again, this.order),
      this.said,
    );
    block.classList.add("live");
    block.append(this.root);
    this.show();
  }

  threadView(thread, index) {
    const lines = thread.steps.map((step) => make("li", {}, step.code));
    const locals = make("ul", { class: "state", "aria-label": `Thread ${thread.name} alone has` });
    const note = make("p", { class: "note" });
    const button = make("button", { type: "button", onclick: () => this.move(index) });
    const heading = make("h3", {}, `Thread ${thread.name}`);
    const list = make("ol", { class: "lines" }, ...lines);
    return { lines, locals, note, button, root: make("section", { class: "thread", "aria-label": `Thread ${thread.name}` }, heading, list, locals, note, button) };
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
    const thread = this.schedule.threads[index];
    if (!this.schedule.canMove(this.state, index)) {
      const why = this.schedule.done(this.state, index) ? "has finished" : "has to wait";
      this.said.textContent = `Thread ${thread.name} ${why}.`;
      return;
    }
    const code = thread.steps[this.state.next[index]].code.trim();
    this.states.push(this.schedule.move(this.state, index));
    this.history.push(thread.name);
    const now = this.state.changed.map((name) => `${this.shown(name)} is ${this.word(this.state.variables[name])}`);
    this.show([`${thread.name}: ${code}`, ...now].join("; "));
  }

  back() {
    if (this.states.length === 1) return;
    this.states.pop();
    this.show(`Thread ${this.history.pop()} is one line back.`);
  }

  restart() {
    this.states.length = 1;
    this.history.length = 0;
    this.show("From the beginning.");
  }

  shown(name) {
    return name.includes(".") ? name.replace(".", "’s ") : name;
  }

  word(value) {
    return value === null ? "–" : value === true ? "yes" : value === false ? "no" : String(value);
  }

  chip(state, name, label) {
    return make("li", { class: state.changed.includes(name) ? "changed" : "" }, `${label} = ${this.word(state.variables[name])}`);
  }

  show(happened = "") {
    const state = this.state;
    const names = Object.keys(state.variables);
    this.shared.replaceChildren(
      ...Object.keys(this.schedule.data.shared).map((name) => this.chip(state, name, name)),
    );
    this.schedule.threads.forEach((thread, index) => {
      const view = this.views[index];
      const done = this.schedule.done(state, index);
      const waits = this.schedule.waits(state, index);
      view.lines.forEach((line, each) => {
        const isNext = each === state.next[index];
        line.className = each < state.next[index] ? "done" : isNext ? (waits ? "next waits" : "next") : "";
        if (isNext) line.setAttribute("aria-current", "step");
        else line.removeAttribute("aria-current");
      });
      const own = names.filter((name) => name.startsWith(thread.name + "."));
      view.locals.replaceChildren(...own.map((name) => this.chip(state, name, name.slice(thread.name.length + 1))));
      view.locals.hidden = own.length === 0;
      const reply = thread.reply == null ? "" : ` Its client is told ${this.word(this.schedule.value(state, thread.reply, thread))}.`;
      view.note.textContent = done ? `Finished.${reply}` : waits ? "Waits: this line cannot be carried out now." : "";
      view.button.textContent = done ? "Finished" : waits ? "Waits" : `Move ${thread.name}`;
      view.button.setAttribute("aria-disabled", String(done || waits));
      view.button.setAttribute("aria-keyshortcuts", String(index + 1));
    });
    this.undo.setAttribute("aria-disabled", String(this.states.length === 1));
    this.order.textContent = this.history.length ? "Order: " + this.history.join(" ") : "";
    const end = this.schedule.end(state);
    this.said.classList.toggle("end", end !== null);
    this.said.textContent = end ? `${happened}. ${end.text}` : happened;
  }
}

async function addSteppers() {
  const blocks = [...document.querySelectorAll(".schedule[id^='schedule-']")];
  if (blocks.length === 0) return;
  await load("schedules.js");
  for (const block of blocks) {
    const data = window.toyRedisSchedules?.[block.id.slice("schedule-".length)];
    if (data) new Stepper(block, data);
  }
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
    const last = words.at(-1);
    const found =
      words.length === 0
        ? []
        : this.index.query((query) => {
            // every word must be there; the last one may only be begun
            const presence = lunr.Query.presence.REQUIRED;
            for (const word of words.slice(0, -1)) {
              if (lunr.stopWordFilter(word)) query.term(word, { presence });
            }
            query.term(last, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
            query.term(last, { boost: 10 });
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
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") {
      if (event.key === "Enter" && event.target === this.field) this.list.querySelector("a")?.click();
      return;
    }
    event.preventDefault();
    const stops = [this.field, ...this.list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
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
