package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogHandler;
import toyredis.report.BookException;

/** The whole book as one PDF. */
final class PrintedBook {
  static final String FILE = "toy-redis.pdf";

  /** Where the charts' font is, which the headings have too. */
  private static final Pattern PROPERTY = Pattern.compile("var\\(--[\\w-]+,\\s*([^)]*)\\)");

  private static final String FONTS = "uri:classloader:/toyredis/report/draw;GEM_FONTS_DIR";

  private PrintedBook() {}

  /**
   * Writes {@link #FILE}.
   *
   * @param output receives it; pictures for it are made in {@code print} there
   * @throws BookException with all that is wrong in all lessons
   */
  static void write(Asciidoctor asciidoctor, BookSource book, Path output)
      throws BookException, IOException {
    var problems = new ArrayList<String>();
    var print = Files.createDirectories(output.resolve("print"));
    var expanded = book.expand(Edition.PRINT, print.resolve("charts"), problems).lessons();
    var pictures = print.resolve("pictures");
    LessonRenderer.copyPictures(book.docs().resolve("lessons/pictures"), pictures);
    withoutProperties(pictures);
    var whole = new ArrayList<Line>();
    var lessons = new ArrayList<ExpandedLesson>(); // of each line
    for (var line : titlePage(book)) {
      whole.add(new Line(line, 1));
      lessons.add(expanded.getFirst());
    }
    for (var lesson : expanded) {
      for (var line : Chapter.of(lesson)) {
        whole.add(line);
        lessons.add(lesson);
      }
      whole.add(new Line("", lesson.lesson().lines().size()));
      lessons.add(lesson);
    }
    LogHandler log =
        entry -> {
          var line = entry.getCursor() == null ? 0 : entry.getCursor().getLineNumber();
          var lesson = lessons.get(Math.clamp(line - 1, 0, lessons.size() - 1));
          LessonRenderer.problem(
              new ExpandedLesson(lesson.lesson(), whole, lesson.differences()), entry, problems);
        };
    asciidoctor.registerLogHandler(log);
    try {
      var text = new ExpandedLesson(expanded.getFirst().lesson(), whole, Map.of()).text();
      asciidoctor.convert(text, options(book, print, output));
    } finally {
      asciidoctor.unregisterLogHandler(log);
    }
    if (!problems.isEmpty()) throw new BookException(List.copyOf(new LinkedHashSet<>(problems)));
  }

  /** The PDF's SVG knows no custom properties: {@code var(--ink,#1d2430)} becomes the colour. */
  private static void withoutProperties(Path pictures) throws IOException {
    if (!Files.isDirectory(pictures)) return;
    try (var files = Files.newDirectoryStream(pictures, "*.svg")) {
      for (var file : files) {
        Files.writeString(file, PROPERTY.matcher(Files.readString(file)).replaceAll("$1"));
      }
    }
  }

  private static List<String> titlePage(BookSource book) {
    return List.of(
        "= toy-redis: One map, five servers",
        ":revdate: Figures: "
            + book.origin()
            + ", measured on "
            + book.measurements().machine()
            + ", "
            + Figures.when(book.measurements()),
        "");
  }

  private static Options options(BookSource book, Path print, Path output) {
    var attributes =
        Attributes.builder()
            .attribute("doctype", "book")
            .attribute("toc", "")
            .attribute("toclevels", "2")
            .attribute("toc-title", "Contents")
            .attribute("attribute-missing", "warn")
            .attribute("source-highlighter", "rouge")
            .attribute("idseparator", "-")
            .attribute("experimental", "")
            .attribute("table-caption", null)
            .attribute("example-caption", null)
            .attribute("figure-caption", null)
            .attribute("chapter-signifier", "")
            .attribute("reproducible", "")
            .attribute("pdf-theme", book.docs().resolve("theme/print.yml").toString())
            .attribute("pdf-fontsdir", FONTS)
            .build();
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .backend("pdf")
        .baseDir(print.toAbsolutePath().toFile())
        .standalone(true)
        .sourcemap(true)
        .toFile(output.resolve(FILE).toAbsolutePath().toFile())
        .attributes(attributes)
        .build();
  }
}
