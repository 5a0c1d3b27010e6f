package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.results.Results;

/**
 * What the book is made from.
 *
 * @param docs the folder of {@code lessons} and {@code theme}; its parent is the project's
 * @param lessons in the book's order
 * @param measurements what was measured
 * @param origin where that comes from, in words
 */
record BookSource(Path docs, List<Lesson> lessons, Measurements measurements, String origin) {

  /**
   * The lessons, plain.
   *
   * @param schedules the data of the schedules that they show, JSON, by their names
   */
  record Expanded(List<ExpandedLesson> lessons, Map<String, String> schedules) {}

  /**
   * Reads lessons and results.
   *
   * @param results a folder of results; one within {@code docs} is the reference set
   */
  static BookSource read(Path results, Path docs) throws BookException, IOException {
    var lessons = Lesson.all(docs);
    var isReference = results.toAbsolutePath().startsWith(docs.toAbsolutePath());
    try {
      return new BookSource(
          docs.toAbsolutePath().normalize(),
          lessons,
          new Measurements(Results.readAll(results)),
          isReference ? "reference set" : "this machine");
    } catch (BookException e) {
      throw new BookException(results + ": " + e.getMessage());
    }
  }

  /**
   * Turns the lessons into plain AsciiDoc.
   *
   * @param charts receives the charts that they show, and nothing else
   * @param problems receives a message with the place for all that is wrong
   */
  Expanded expand(Edition edition, Path charts, List<String> problems) throws IOException {
    Files.createDirectories(charts);
    try (var old = Files.list(charts)) {
      for (var file : old.toList()) Files.delete(file);
    }
    var glossary = Glossary.of(lessons);
    var expander =
        new LessonExpander(measurements, origin, docs.getParent(), edition, charts, glossary);
    var expanded = new ArrayList<ExpandedLesson>();
    for (var lesson : lessons) {
      expanded.add(expander.expand(lesson, problems));
      problems.addAll(Predictions.check(lesson));
    }
    problems.addAll(glossary.unlinkedFirstUses(lessons));
    return new Expanded(expanded, expander.schedules());
  }
}
