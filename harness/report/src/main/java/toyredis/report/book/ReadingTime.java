package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;

/** How long a page takes: reading it and running its commands, without the exercises. */
final class ReadingTime {
  private static final double WORDS_PER_MINUTE = 200;
  private static final double CODE_LINES_PER_MINUTE = 10;

  private ReadingTime() {}

  /**
   * In whole minutes, at least 1. What the commands take is in the lesson's header, {@code
   * :command-minutes:}.
   */
  static int minutes(ExpandedLesson lesson) {
    var lines = withoutExercises(lesson.lines());
    var words = 0;
    for (var line : Prose.of(lines)) {
      for (var word : line.text().split("\\s+")) if (word.matches(".*\\w.*")) words++;
    }
    var reading = words / WORDS_PER_MINUTE + codeLines(lines) / CODE_LINES_PER_MINUTE;
    return (int) Math.max(1, Math.round(reading + lesson.lesson().number("command-minutes", 0)));
  }

  private static List<Line> withoutExercises(List<Line> lines) {
    var rest = new ArrayList<Line>();
    var inside = false;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).text().startsWith("[.exercise")) {
        inside = true;
        i += 2; // its title, and the line that begins it
      } else if (inside) {
        inside = !lines.get(i).text().equals("****");
      } else {
        rest.add(lines.get(i));
      }
    }
    return rest;
  }

  private static int codeLines(List<Line> lines) {
    var count = 0;
    var code = false;
    var verbatim = new Verbatim();
    for (var line : lines) {
      if (verbatim.next(line.text())) {
        if (code) count++;
      } else {
        code = line.text().startsWith("[source");
        if (code) count -= 2; // the lines around it
      }
    }
    return count;
  }
}
