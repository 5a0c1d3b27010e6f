package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;

/** The sentences of AsciiDoc, without code, headings, titles, macros and signs that make blocks. */
final class Prose {
  private Prose() {}

  /** The lines of a lesson that hold prose. */
  static List<Line> of(Lesson lesson) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < lesson.lines().size(); i++)
      lines.add(new Line(lesson.lines().get(i), i + 1));
    return of(lines);
  }

  /** Those among these lines that hold prose. */
  static List<Line> of(List<Line> lines) {
    var prose = new ArrayList<Line>();
    var verbatim = new Verbatim();
    for (var line : lines) {
      if (verbatim.next(line.text()) || !isProse(line.text())) continue;
      prose.add(line);
    }
    return prose;
  }

  private static boolean isProse(String line) {
    return !(line.isBlank()
        || line.matches("=+|--|\\*{4,}|_{4,}|\\|===|<<<|'''")
        || line.matches("=+ .*")
        || line.matches("\\.[^\\s.].*")
        || line.matches(":[\\w-]+:.*")
        || line.matches("\\[.*]")
        || line.matches("(ifdef|ifndef|endif|include)::.*")
        || line.startsWith("//")
        || MacroCall.of(line).isPresent());
  }
}
