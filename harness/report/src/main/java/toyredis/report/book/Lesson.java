package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One AsciiDoc file of the folder {@code docs/lessons}.
 *
 * @param file where it is
 * @param shownAs its path as messages write it, {@code docs/lessons/step1.adoc}
 * @param lines its text
 */
record Lesson(Path file, String shownAs, List<String> lines) {
  private static final Pattern ORDER = Pattern.compile(":page-order: +(\\d+)");

  static Lesson read(Path docs, Path file) throws IOException {
    var shownAs = docs.getFileName().resolve(docs.relativize(file)).toString();
    return new Lesson(file, shownAs, Files.readAllLines(file));
  }

  /** {@code "step1"}; the page is {@code step1.html}. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.adoc$", "");
  }

  /** Its place among the pages, from the header's {@code :page-order:}; last if it has none. */
  int order() {
    for (var line : lines) {
      var order = ORDER.matcher(line);
      if (order.matches()) return Integer.parseInt(order.group(1));
    }
    return Integer.MAX_VALUE;
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
