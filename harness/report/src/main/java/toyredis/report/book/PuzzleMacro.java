package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.report.BookException;
import toyredis.report.schedule.Schedule;

/**
 * {@code puzzle::mailbox-if[]}: a program that the reader is to break. What is asked, the threads'
 * lines and, folded, the answer; the page's script lets the reader move the threads.
 *
 * @param folder {@code docs/lessons/interleavings}
 * @param schedules receives the data for the script, JSON, by its name
 */
record PuzzleMacro(Path folder, Map<String, String> schedules) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    var name = call.allow().target();
    var puzzle = Schedule.read(folder.resolve(name + ".json"));
    schedules.put(name, puzzle.json());
    var lines = new ArrayList<>(List.of("[.puzzle#puzzle-" + name + "]", "." + puzzle.title()));
    lines.add("--");
    try {
      lines.addAll(puzzle.question());
    } catch (IllegalArgumentException noPuzzle) {
      throw new BookException(name + ".json: " + noPuzzle.getMessage());
    }
    lines.addAll(List.of("", "[.answer%collapsible]", ".Answer: " + puzzle.title(), FOLDED));
    lines.addAll(puzzle.answer());
    lines.addAll(List.of(FOLDED, "--"));
    return lines;
  }
}
