package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import toyredis.report.BookException;

/**
 * The book as AsciiDoc files in which nothing is left to be looked up, {@code docs/book}, for a
 * code-hosting page. It is made from the reference results and committed; a test compares.
 */
final class ReadableEdition {
  static final String COMMAND = "./lab book --reference --edition";

  private ReadableEdition() {}

  /**
   * The text of each file.
   *
   * @param charts receives the pictures of the charts
   * @throws BookException with all that is wrong in all lessons
   */
  static Map<String, String> texts(BookSource book, Path charts) throws BookException, IOException {
    var problems = new ArrayList<String>();
    var expanded = book.expand(Edition.READABLE, charts, problems).lessons();
    if (!problems.isEmpty()) throw new BookException(List.copyOf(new LinkedHashSet<>(problems)));
    var texts = new TreeMap<String, String>();
    for (int i = 0; i < expanded.size(); i++) {
      var lesson = expanded.get(i);
      var lines = header(lesson, book);
      var body = lesson.lines().stream().map(Line::text).dropWhile(line -> !line.isBlank());
      // pictures that were drawn by hand stay where they are
      body.map(line -> line.replaceFirst("^image::pictures/", "image::../lessons/pictures/"))
          .forEach(lines::add);
      lines.addAll(turn(book.lessons(), i));
      texts.put(lesson.lesson().name() + ".adoc", withoutDoubleBlanks(lines));
    }
    return texts;
  }

  /**
   * Writes the edition.
   *
   * @param output {@code docs/book}
   */
  static void write(BookSource book, Path output) throws BookException, IOException {
    var charts = output.resolve("charts");
    var texts = texts(book, charts);
    try (var old = Files.list(output)) {
      for (var file : old.filter(f -> f.toString().endsWith(".adoc")).toList()) Files.delete(file);
    }
    try (var pictures = Files.list(charts)) {
      for (var file : pictures.toList()) if (!isShown(file)) Files.delete(file);
    }
    for (var text : texts.entrySet())
      Files.writeString(output.resolve(text.getKey()), text.getValue());
  }

  /** Of a chart's pictures the edition shows one. */
  static boolean isShown(Path picture) {
    return picture.getFileName().toString().matches(".*(?<!-narrow|-dark)\\.svg");
  }

  private static List<String> header(ExpandedLesson expanded, BookSource book) {
    var lesson = expanded.lesson();
    var lines = new ArrayList<String>();
    lines.add(
        "// Made from %s and docs/reference by %s; edit those."
            .formatted(lesson.shownAs(), COMMAND));
    lines.add("= " + lesson.title());
    lines.addAll(
        List.of(":idprefix:", ":idseparator: -", ":table-caption!:", ":example-caption!:"));
    lines.add("");
    lesson.attribute("promise").ifPresent(text -> lines.addAll(List.of("[.lead]", text, "")));
    lines.add(
        "_About %d minutes, exercises apart. Figures: %s, measured on %s, %s._"
            .formatted(
                ReadingTime.minutes(expanded),
                book.origin(),
                book.measurements().machine(),
                Figures.when(book.measurements())));
    lines.add("");
    return lines;
  }

  private static List<String> turn(List<Lesson> lessons, int here) {
    var links = new ArrayList<String>();
    if (here > 0) links.add(link("Previous", lessons.get(here - 1)));
    if (here + 1 < lessons.size()) links.add(link("Next", lessons.get(here + 1)));
    return List.of("", "'''", "", String.join(" · ", links));
  }

  private static String link(String word, Lesson to) {
    return word + ": xref:" + to.name() + ".adoc[" + to.title() + "]";
  }

  private static String withoutDoubleBlanks(List<String> lines) {
    return (String.join("\n", lines).strip() + "\n").replaceAll("\n{3,}", "\n\n");
  }
}
