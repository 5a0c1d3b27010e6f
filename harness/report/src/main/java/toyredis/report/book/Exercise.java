package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import toyredis.report.BookException;
import toyredis.results.Step;

/**
 * An exercise of a lesson as its folders tell it: a file to work on, a hint, a solution. The task
 * stands in the comment of the file that the reader is to change, so that the lesson and the file
 * cannot say two things.
 *
 * @param root the project's
 * @param number 1 for the step's first
 */
public record Exercise(Path root, Step step, int number) {

  /**
   * What the reader is to do.
   *
   * @param title a few words
   * @param paragraphs AsciiDoc
   */
  record Task(String title, List<String> paragraphs) {}

  /** The exercises that there are, in the lessons' order. */
  public static List<Exercise> all(Path root) {
    var exercises = new ArrayList<Exercise>();
    for (var step : Step.values()) {
      for (var number = 1; number < 10; number++) {
        var exercise = new Exercise(root, step, number);
        if (Files.isDirectory(exercise.starters())) exercises.add(exercise);
      }
    }
    return exercises;
  }

  /** {@code "2.1"}: the first of step 2. */
  public String id() {
    return step.number() + "." + number;
  }

  public String packageName() {
    return "toyredis." + step.id() + ".exercise" + number;
  }

  /** The folder that the reader works in, with the check. */
  public Path starters() {
    return folder("exercises");
  }

  public Path solutions() {
    return folder("solutions");
  }

  private Path folder(String kind) {
    return root.resolve(step.folder())
        .resolve("src/" + kind + "/java")
        .resolve(packageName().replace('.', '/'));
  }

  /** The file to work on: it is the one that has a solution. */
  public Path starter() throws IOException {
    return sources(solutions()).stream()
        .map(solution -> starters().resolve(solution.getFileName()))
        .findFirst()
        .orElseThrow();
  }

  /** The Java files of a folder. */
  public static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** AsciiDoc. */
  public String hint() throws IOException {
    return Files.readString(starters().resolve("hint.adoc")).strip();
  }

  /**
   * Reads the task.
   *
   * @throws BookException if the file to work on has none
   */
  Task task() throws BookException, IOException {
    var paragraphs = javadoc(Files.readString(starter()));
    var heading = "Exercise " + id() + ": ";
    if (paragraphs.isEmpty() || !paragraphs.getFirst().startsWith(heading)) {
      throw new BookException(
          root.relativize(starter()) + " has no comment that begins with: " + heading);
    }
    var title = paragraphs.removeFirst().substring(heading.length()).replaceFirst("\\.$", "");
    return new Task(
        Character.toUpperCase(title.charAt(0)) + title.substring(1), List.copyOf(paragraphs));
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
}
