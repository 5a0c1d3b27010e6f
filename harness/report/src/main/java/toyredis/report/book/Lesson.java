package toyredis.report.book;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import toyredis.report.BookException;

/**
 * One AsciiDoc file of the folder {@code docs/lessons}, as its author wrote it.
 *
 * @param file where it is
 * @param shownAs its path as messages write it, {@code docs/lessons/step1.adoc}
 * @param lines its text
 */
record Lesson(Path file, String shownAs, List<String> lines) {

  /**
   * The lessons of a folder in the order of the book.
   *
   * @param docs the folder that holds {@code lessons}
   */
  static List<Lesson> all(Path docs) throws BookException, IOException {
    var folder = docs.resolve("lessons");
    if (!Files.isDirectory(folder)) throw new BookException("there is no folder " + folder);
    var lessons = new ArrayList<Lesson>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".adoc")).sorted().toList()) {
        lessons.add(
            new Lesson(file, "docs/lessons/" + file.getFileName(), Files.readAllLines(file)));
      }
    }
    if (lessons.isEmpty()) throw new BookException("there are no lessons (*.adoc) in " + folder);
    lessons.sort(comparing(Lesson::order));
    return lessons;
  }

  /** {@code "step1"}; the page is {@code step1.html}. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.adoc$", "");
  }

  /** Its title, AsciiDoc; its name if it has none. */
  String title() {
    return lines.stream()
        .filter(line -> line.startsWith("= "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse(name());
  }

  /** An attribute of its header, {@code :page-order: 10}. */
  Optional<String> attribute(String name) {
    var begin = ":" + name + ":";
    return lines.stream()
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).strip())
        .findFirst();
  }

  /** An attribute of its header that is a number; {@code otherwise} if it is none. */
  int number(String name, int otherwise) {
    return attribute(name)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  /** Its place among the pages; last if it says none. */
  private int order() {
    return number("page-order", Integer.MAX_VALUE);
  }

  /** A message with the place: the first line that holds this text, the file alone if none does. */
  String problem(String text, String message) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) return problem(i + 1, message);
    }
    return shownAs + ": " + message;
  }

  /** A message with the place. */
  String problem(int line, String message) {
    return shownAs + ":" + line + ": " + message;
  }
}
