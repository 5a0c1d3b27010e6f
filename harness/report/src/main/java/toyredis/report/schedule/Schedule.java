package toyredis.report.schedule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    return exploration.losing() > 0;
  }

  /**
   * The program and its exploration for the book's script: all fields of the program, the defaults
   * filled in, and {@code states}, {@code schedules}, {@code losing} (how many of them are lost),
   * {@code shortest} (the numbers of the threads, from 0, that move in the shortest lost schedule,
   * the first one by these numbers; empty if none is lost).
   */
  public String json() {
    try {
      return FORM.asString(
          new Told(
              program.title(),
              program.about(),
              program.shared(),
              program.threads(),
              program.bad(),
              program.badName(),
              exploration.states(),
              exploration.schedules(),
              exploration.losing(),
              exploration.shortest()));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // it is written to memory
    }
  }

  /** Fields of {@link #json}. */
  public record Told(
      String title,
      String about,
      Map<String, Integer> shared,
      List<Program.Actor> threads,
      String bad,
      String badName,
      int states,
      long schedules,
      long losing,
      List<Integer> shortest) {}

  /**
   * Lines of AsciiDoc: the shortest lost schedule as a table, with a column for each thread and one
   * for each shared name; or, if no schedule is lost, a sentence that says so.
   */
  public List<String> table() {
    if (!losing()) {
      return List.of(
          String.format(
              Locale.ROOT,
              "No schedule of %s ends in a %s. All were tried: %s, %s.",
              "\"`" + program.title() + "`\"",
              program.badName(),
              counted(exploration.schedules(), "schedule"),
              counted(exploration.states(), "state")));
    }
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            ".%s: %s in %,d of %s; the shortest",
            program.title(),
            program.badName(),
            exploration.losing(),
            counted(exploration.schedules(), "schedule")));
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
    addRow(lines, Collections.nCopies(threads, ""), state);
    for (int mover : exploration.shortest()) {
      var step = program.threads().get(mover).steps().get(state.done(mover));
      state = state.after(program, mover);
      var cells = new ArrayList<>(Collections.nCopies(threads, ""));
      var said = said(step.say(), state.names(mover));
      cells.set(mover, code(step.code()) + (said.isEmpty() ? "" : " +\n" + said));
      addRow(lines, cells, state);
    }
    if (!state.allDone(program) && state.movers(program).isEmpty()) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < threads; i++) {
        var steps = program.threads().get(i).steps();
        cells.add(
            state.done(i) == steps.size()
                ? "has ended"
                : code(steps.get(state.done(i)).code()) + " +\nwaits for ever");
      }
      addRow(lines, cells, state);
    }
    lines.add("|===");
    return lines;
  }

  private static void addRow(List<String> lines, List<String> cells, State state) {
    for (var cell : cells) ("|" + cell.replace("|", "\\|")).lines().forEach(lines::add);
    for (var value : state.shared().values()) lines.add("|" + value);
    lines.add("");
  }

  private static String counted(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }

  private static String code(String code) {
    return "`+" + code + "+`";
  }

  /** The text with the names' values in place of <code>{name}</code>. */
  static String said(String say, Map<String, Integer> values) {
    for (var name : values.keySet()) say = say.replace("{" + name + "}", "" + values.get(name));
    return say;
  }
}
