package toyredis.report.book;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/**
 * A lesson as plain AsciiDoc: no macro is left, no include, no figure to be looked up.
 *
 * @param lesson what it was made from
 * @param lines its text
 * @param differences what changed in the listings that show a difference, by the listing's id
 */
record ExpandedLesson(Lesson lesson, List<Line> lines, Map<String, LineDiff> differences) {

  String text() {
    return lines.stream().map(Line::text).collect(joining("\n", "", "\n"));
  }

  /**
   * A message with the place in the lesson.
   *
   * @param line of this text, from 1
   */
  String problem(int line, String message) {
    var source = line < 1 || line > lines.size() ? 1 : lines.get(line - 1).source();
    return lesson.problem(source, message);
  }
}
