package toyredis.report.schedule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import toyredis.report.BookException;

/** A small concurrent program and what became of all its schedules. */
public final class Schedule {
  private static final JSON FORM = JSON.std.with(JSON.Feature.FAIL_ON_UNKNOWN_BEAN_PROPERTY);

  private final Program program;
  private final Exploration exploration;

  private Schedule(Program program) {
    this.program = program;
    exploration = Exploration.of(program);
  }

  /**
   * Reads a program and goes through all its schedules.
   *
   * @throws BookException when the file is missing or no program; its message names file and reason
   */
  public static Schedule read(Path file) throws BookException, IOException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new BookException("there is no schedule " + file);
    } catch (IllegalArgumentException wrong) {
      throw new BookException(file + ": " + wrong.getMessage());
    }
  }

  /**
   * Reads a program from text.
   *
   * @throws IllegalArgumentException with one clear line if it is none
   */
  static Schedule parse(String json) throws IOException {
    try {
      return new Schedule(FORM.beanFrom(Program.class, json));
    } catch (JacksonException wrong) {
      var cause = wrong.getCause() instanceof IllegalArgumentException ? wrong.getCause() : wrong;
      throw new IllegalArgumentException(cause.getMessage().lines().findFirst().orElse(""));
    }
  }

  Program program() {
    return program;
  }

  Exploration exploration() {
    return exploration;
  }

  /** Whether some schedule is lost. */
  public boolean losing() {
    return !exploration.shortest().isEmpty();
  }

  public String title() {
    return program.title();
  }

  /** What the book's script reads: both with the defaults filled in. */
  public record Told(Program program, Exploration exploration) {}

  /** The program and its exploration, {@link Told}, for the book's script. */
  public String json() {
    try {
      return FORM.asString(new Told(program, exploration));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // it is written to memory
    }
  }

  /**
   * Lines of AsciiDoc: what a puzzle asks, and its threads' code side by side, those that have the
   * same in one column.
   *
   * @throws IllegalArgumentException if the program is no puzzle
   */
  public List<String> question() {
    if (program.question() == null || program.after() == null) {
      throw new IllegalArgumentException("a puzzle has a question, and says something after it");
    }
    var lines = new ArrayList<>(List.of(program.about(), "", "*" + program.question() + "*", ""));
    var columns = new LinkedHashMap<List<String>, List<String>>(); // code, and who has it
    for (var thread : program.threads()) {
      var code = thread.steps().stream().map(Program.Step::code).toList();
      columns.computeIfAbsent(code, c -> new ArrayList<>()).add(thread.name());
    }
    var cols = String.join(",", Collections.nCopies(columns.size(), "1a"));
    lines.add("[cols=\"" + cols + "\",options=\"header\"]");
    lines.add("|===");
    for (var names : columns.values()) {
      var who = names.size() == 1 ? "Thread " : "Threads ";
      lines.add("|" + who + String.join(" and ", names));
    }
    lines.add("");
    for (var code : columns.keySet()) {
      lines.addAll(List.of("|", "...."));
      code.forEach(line -> lines.add(line.replace("|", "\\|")));
      lines.add("....");
    }
    lines.addAll(List.of("|===", "", "At first: " + shared() + "."));
    return lines;
  }

  private String shared() {
    return program.shared().entrySet().stream()
        .map(each -> each.getKey() + " = " + program.word(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Lines of AsciiDoc: whether what a puzzle asks can be done, how, and why. */
  public List<String> answer() {
    var lines = new ArrayList<>(table());
    lines.addAll(List.of("", program.after()));
    return lines;
  }

  /**
   * Lines of AsciiDoc: the shortest lost schedule as a table, with a column for each thread and one
   * for each shared name; or, if no schedule is lost, a sentence that says so.
   */
  public List<String> table() {
    var endless = exploration.schedules() == 0;
    var schedules = counted(exploration.schedules(), "schedule");
    var states = counted(exploration.states(), "state");
    if (!losing()) {
      return List.of(
          String.format(
              "%s: no %s, in any schedule. All were tried: %s.",
              "\"`" + program.title() + "`\"",
              program.badName(),
              endless ? states + ", in any order" : schedules + ", " + states));
    }
    var how =
        endless
            ? "is possible, " + states
            : String.format(Locale.ROOT, "in %,d of %s", exploration.losing(), schedules);
    var lines = new ArrayList<String>();
    lines.add("." + program.title() + ": " + program.badName() + " " + how + "; the shortest");
    var threads = program.threads().size();
    var columns = new ArrayList<>(Collections.nCopies(threads, "<3"));
    columns.addAll(Collections.nCopies(program.shared().size(), "^1"));
    lines.add("[.schedule,cols=\"" + String.join(",", columns) + "\",options=\"header\"]");
    lines.add("|===");
    var header = new StringBuilder();
    for (var thread : program.threads())
      header.append("|Thread ").append(thread.name()).append(' ');
    for (var name : program.shared().keySet()) header.append("|").append(name).append(' ');
    lines.add(header.toString().strip());
    lines.add("");
    var state = State.first(program);
    var before = new ArrayList<State>();
    addRow(lines, Collections.nCopies(threads, ""), state);
    for (int mover : exploration.shortest()) {
      before.add(state);
      var step = program.threads().get(mover).steps().get(state.at(mover));
      state = state.after(program, mover);
      var cells = new ArrayList<>(Collections.nCopies(threads, ""));
      var said = program.said(step.say(), state.names(mover));
      cells.set(mover, code(step.code()) + (said.isEmpty() ? "" : " +\n" + said));
      addRow(lines, cells, state);
    }
    var round = before.indexOf(state);
    var stuck = !state.allEnded(program) && state.movers(program).isEmpty();
    if (stuck || round >= 0) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < threads; i++) {
        var steps = program.threads().get(i).steps();
        cells.add(
            state.hasEnded(program, i)
                ? "has ended"
                : stuck
                    ? code(steps.get(state.at(i)).code()) + " +\nwaits for ever"
                    : "is where it was after " + counted(round, "move"));
      }
      addRow(lines, cells, state);
    }
    lines.add("|===");
    return lines;
  }

  private void addRow(List<String> lines, List<String> cells, State state) {
    for (var cell : cells) ("|" + cell.replace("|", "\\|")).lines().forEach(lines::add);
    state.shared().forEach((name, value) -> lines.add("|" + program.word(name, value)));
    lines.add("");
  }

  private static String counted(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }

  private static String code(String code) {
    return "`+" + code.strip() + "+`";
  }
}
