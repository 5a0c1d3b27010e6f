package toyredis.report.book;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import toyredis.report.BookException;

/**
 * An exercise as its folder in {@code docs/exercises} tells it. The task stands in the comment of
 * the file that the reader is to change, so that the lesson and the file cannot say two things; all
 * that is said about it elsewhere stands in {@code exercise.adoc}.
 *
 * @param root the project's
 * @param chapter 1 to 5 are the steps, 6 is about measuring, 7 is the capstone
 * @param number 1 for the chapter's first
 * @param name {@code append}
 */
public record Exercise(Path root, int chapter, int number, String name) {
  private static final Pattern FOLDER = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})-([a-z0-9-]+)");
  private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z-]+): *(.*)");

  /**
   * What the reader is to do.
   *
   * @param title a few words
   * @param paragraphs AsciiDoc
   */
  public record Task(String title, List<String> paragraphs) {}

  /**
   * What is said about it beside the task.
   *
   * @param minutes that it takes
   * @param difficulty {@code one line}, {@code one method}, {@code one class}, {@code open-ended}
   * @param teaches one line
   * @param hints AsciiDoc, from a question to what is nearly code
   * @param solved why the solution is right, AsciiDoc
   * @param usualMistake the usual wrong answer and how it breaks, AsciiDoc
   */
  public record About(
      int minutes,
      String difficulty,
      String teaches,
      List<String> hints,
      String solved,
      String usualMistake) {}

  /** The exercises that there are, in the order of their numbers. */
  public static List<Exercise> all(Path root) throws IOException {
    var folder = root.resolve("docs/exercises");
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isDirectory)
          .map(each -> FOLDER.matcher(each.getFileName().toString()))
          .filter(match -> match.matches())
          .map(
              match ->
                  new Exercise(
                      root,
                      Integer.parseInt(match.group(1)),
                      Integer.parseInt(match.group(2)),
                      match.group(3)))
          .sorted(comparingInt(Exercise::chapter).thenComparingInt(Exercise::number))
          .toList();
    }
  }

  /** {@code "2.1"}: the first of step 2. */
  public String id() {
    return chapter + "." + number;
  }

  /** {@code "2.1-append"}. */
  public String folderName() {
    return id() + "-" + name;
  }

  /** Where its files are that no reader changes. */
  public Path folder() {
    return root.resolve("docs/exercises").resolve(folderName());
  }

  /** What the reader begins with. */
  public Path starters() {
    return folder().resolve("starter");
  }

  public Path checks() {
    return folder().resolve("check");
  }

  public Path solutions() {
    return folder().resolve("solution");
  }

  /** The folder that the reader works in. It is there from the first check on. */
  public Path work() {
    return root.resolve("exercises").resolve(folderName());
  }

  /** The file that holds the task, and that is to be changed. */
  public Path starter() throws IOException {
    var sources = sources(starters());
    if (sources.isEmpty()) throw new IOException(starters() + " holds no Java file");
    for (var file : sources) if (Files.readString(file).contains(heading())) return file;
    return sources.getFirst();
  }

  /** The Java files of a folder, by name. */
  public static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private String heading() {
    return "Exercise " + id() + ": ";
  }

  /**
   * Reads the task.
   *
   * @throws BookException if no file has one
   */
  public Task task() throws BookException, IOException {
    var file = starter();
    var paragraphs = javadoc(Files.readString(file));
    if (paragraphs.isEmpty() || !paragraphs.getFirst().startsWith(heading())) {
      throw new BookException(
          root.relativize(file) + " has no comment that begins with: " + heading());
    }
    var title = paragraphs.removeFirst().substring(heading().length()).replaceFirst("\\.$", "");
    return new Task(
        Character.toUpperCase(title.charAt(0)) + title.substring(1), List.copyOf(paragraphs));
  }

  /**
   * Reads {@code exercise.adoc}.
   *
   * @throws BookException naming what is missing
   */
  public About about() throws BookException, IOException {
    var file = folder().resolve("exercise.adoc");
    var attributes = new LinkedHashMap<String, String>();
    var sections = new LinkedHashMap<String, StringBuilder>();
    StringBuilder section = null;
    for (var line : Files.readAllLines(file)) {
      var attribute = ATTRIBUTE.matcher(line);
      if (line.startsWith("== ")) {
        section = new StringBuilder();
        sections.put(line.substring(3).strip(), section);
      } else if (section != null) {
        section.append(line).append('\n');
      } else if (attribute.matches()) {
        attributes.put(attribute.group(1), attribute.group(2).strip());
      }
    }
    var hints = new ArrayList<String>();
    for (StringBuilder hint; (hint = sections.get("Hint " + (hints.size() + 1))) != null; ) {
      hints.add(hint.toString().strip());
    }
    var minutes = required(file, "the line :minutes:", attributes.get("minutes"));
    if (!minutes.matches("\\d{1,3}")) {
      throw new BookException(root.relativize(file) + ": :minutes: is no number: " + minutes);
    }
    return new About(
        Integer.parseInt(minutes),
        required(file, "the line :difficulty:", attributes.get("difficulty")),
        required(file, "the line :teaches:", attributes.get("teaches")),
        List.copyOf(hints),
        required(file, "the section Solved", sections.get("Solved")),
        required(file, "the section Usual mistake", sections.get("Usual mistake")));
  }

  /**
   * The variants of its server that a check talks to, of the line {@code :variants:}; none if the
   * server has only one.
   */
  public List<String> variants() throws IOException {
    for (var line : Files.readAllLines(folder().resolve("exercise.adoc"))) {
      if (line.startsWith(":variants:")) {
        return List.of(line.substring(":variants:".length()).strip().split(" *, *"));
      }
    }
    return List.of();
  }

  private String required(Path file, String what, CharSequence value) throws BookException {
    if (value == null || value.toString().isBlank()) {
      throw new BookException(root.relativize(file) + " has not " + what);
    }
    return value.toString().strip();
  }

  /** The class comment's paragraphs as AsciiDoc. */
  private static List<String> javadoc(String source) {
    var begin = source.indexOf("/**");
    var end = source.indexOf("*/", Math.max(begin, 0));
    if (begin < 0 || end < begin) return new ArrayList<>();
    var text =
        source
            .substring(begin + 3, end)
            .replaceAll("(?m)^ *\\* ?", "")
            .replaceAll("\\{@code\\s+([^}]*)}", "`+$1+`")
            .replaceAll("\\{@link\\s+[^}]*?(\\w+)}", "`+$1+`");
    var paragraphs = new ArrayList<String>();
    for (var paragraph : text.split("<p>"))
      paragraphs.add(paragraph.strip().replaceAll("\\s+", " "));
    return paragraphs;
  }
}
