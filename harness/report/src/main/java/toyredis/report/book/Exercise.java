package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import toyredis.report.BookException;

/**
 * An exercise as its folder tells it: the task stands in the comment of the file that the reader is
 * to change, so that the lesson and the file cannot say two things.
 *
 * @param id {@code "2.1"}: the first of step 2
 * @param title a few words
 * @param task AsciiDoc, a paragraph for each element
 * @param file the one to change, from the project's root
 * @param hint AsciiDoc
 */
record Exercise(String id, String title, List<String> task, String file, String hint) {
  private static final Pattern ID = Pattern.compile("([1-5])\\.(\\d+)");

  /**
   * Reads an exercise.
   *
   * @throws BookException if there is none of this id, or something of it is missing
   */
  static Exercise read(Path root, String id) throws BookException, IOException {
    var number = ID.matcher(id);
    if (!number.matches()) throw new BookException("an exercise is named like 2.1, not " + id);
    var step = "step" + number.group(1);
    var folder =
        Path.of("src/exercises/java/toyredis", step, "exercise" + number.group(2)).toString();
    var place = only(root, name -> name.startsWith(step + "-"), "step").resolve(folder);
    if (!Files.isDirectory(place)) {
      throw new BookException("there is no exercise " + id + " in " + root.relativize(place));
    }
    var starter =
        only(place, name -> name.endsWith(".java") && !name.equals("Check.java"), "file to change");
    var hint = place.resolve("hint.adoc");
    if (!Files.exists(hint)) throw new BookException("there is no " + root.relativize(hint));
    var task = javadoc(Files.readString(starter));
    var heading = "Exercise " + id + ": ";
    if (task.isEmpty() || !task.getFirst().startsWith(heading)) {
      throw new BookException(
          root.relativize(starter) + " has no comment that begins with: " + heading);
    }
    var title = task.removeFirst().substring(heading.length()).replaceFirst("\\.$", "");
    return new Exercise(
        id,
        Character.toUpperCase(title.charAt(0)) + title.substring(1),
        List.copyOf(task),
        root.relativize(starter).toString(),
        Files.readString(hint).strip());
  }

  /** The class comment's paragraphs as AsciiDoc. */
  private static List<String> javadoc(String source) {
    var begin = source.indexOf("/**");
    var end = source.indexOf("*/");
    if (begin < 0 || end < begin) return new ArrayList<>();
    var text =
        source
            .substring(begin + 3, end)
            .replaceAll("(?m)^ *\\* ?", "")
            .replaceAll("\\{@code ([^}]*)}", "`+$1+`")
            .replaceAll("\\{@link [^}]*?(\\w+)}", "`+$1+`");
    var paragraphs = new ArrayList<String>();
    for (var paragraph : text.split("<p>"))
      paragraphs.add(paragraph.strip().replaceAll("\\s+", " "));
    return paragraphs;
  }

  private static Path only(Path folder, Predicate<String> named, String what)
      throws BookException, IOException {
    try (var files = Files.list(folder)) {
      var found = files.filter(file -> named.test(file.getFileName().toString())).toList();
      if (found.size() == 1) return found.getFirst();
      throw new BookException(
          "there is not one " + what + " but " + found.size() + " in " + folder);
    }
  }
}
