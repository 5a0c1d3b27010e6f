package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import toyredis.report.BookException;
import toyredis.report.Measurements;

/**
 * Turns the lessons into pages, strictly: whatever AsciiDoc only warns of, and some things that it
 * overlooks, is an error with its file and line.
 */
final class LessonRenderer {
  private static final Pattern MISSING_ATTRIBUTE =
      Pattern.compile("skipping reference to missing attribute: (\\S+)");

  private final Asciidoctor asciidoctor;

  /**
   * @param asciidoctor starting one takes seconds, so that tests share it
   */
  LessonRenderer(Asciidoctor asciidoctor) {
    this.asciidoctor = asciidoctor;
  }

  /**
   * Renders all lessons.
   *
   * @param output receives the pages, their charts and pictures, and what their scripts read
   * @throws BookException with all that is wrong in all of them
   */
  void render(BookSource book, Path output) throws BookException, IOException {
    var problems = new ArrayList<String>();
    var expanded = book.expand(Edition.SITE, output.resolve("charts"), problems);
    copyPictures(book.docs().resolve("lessons/pictures"), output.resolve("pictures"));
    var pages = new ArrayList<Page>();
    var search = new SearchIndex();
    for (var lesson : expanded.lessons()) {
      pages.add(render(lesson, book, output, search, problems));
    }
    for (var page : pages) {
      Files.writeString(output.resolve(page.name() + ".html"), page.html(pages));
    }
    Files.writeString(output.resolve("search.js"), search.script());
    Files.writeString(output.resolve("schedules.js"), schedules(expanded.schedules()));
    var check = new PageCheck(output);
    for (var lesson : book.lessons()) problems.addAll(check.problems(lesson));
    if (!problems.isEmpty()) throw new BookException(List.copyOf(new LinkedHashSet<>(problems)));
  }

  static void copyPictures(Path pictures, Path output) throws IOException {
    if (!Files.isDirectory(pictures)) return;
    Files.createDirectories(output);
    try (var files = Files.list(pictures)) {
      for (var file : files.toList()) {
        Files.copy(file, output.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** A script, so that the data is there without a web server too. */
  private static String schedules(Map<String, String> schedules) {
    return schedules.entrySet().stream()
        .map(schedule -> "\"" + schedule.getKey() + "\":" + schedule.getValue())
        .collect(Collectors.joining(",\n", "window.toyRedisSchedules={\n", "\n};\n"));
  }

  private Page render(
      ExpandedLesson lesson,
      BookSource book,
      Path output,
      SearchIndex search,
      List<String> problems)
      throws IOException {
    LogHandler log = entry -> problem(lesson, entry, problems);
    asciidoctor.registerLogHandler(log);
    try {
      var document = asciidoctor.load(lesson.text(), options(output));
      findRawCode(lesson, document, problems);
      var body = body(document.convert(), lesson, output);
      var name = lesson.lesson().name();
      search.add(name, Jsoup.parse(document.getDoctitle()).text(), body);
      return new Page(
          name,
          document.getDoctitle(),
          text(document, "nav-title", document.getDoctitle()),
          text(document, "promise", ""),
          text(document, "description", ""),
          ReadingTime.minutes(lesson),
          lesson.lesson().shownAs(),
          body,
          book.origin(),
          book.measurements().machine(),
          Figures.when(book.measurements()) + scatter(book.measurements()));
    } finally {
      asciidoctor.unregisterLogHandler(log);
    }
  }

  /** The page with what AsciiDoc cannot do. */
  private static Element body(String html, ExpandedLesson lesson, Path output) throws IOException {
    var parser = Parser.htmlParser().settings(ParseSettings.preserveCase);
    var document = Jsoup.parse(html, "", parser);
    document.outputSettings().prettyPrint(false);
    DiffMarks.apply(document.body(), lesson.differences());
    InlinePictures.apply(document.body(), output);
    for (var chart : document.select("[class*=predicts-]")) {
      for (var role : List.copyOf(chart.classNames())) {
        if (!role.startsWith("predicts-")) continue;
        chart.removeClass(role).attr("data-predict", role.substring("predicts-".length()));
      }
    }
    return document.body();
  }

  private static String scatter(Measurements measurements) {
    return measurements.onBusyMachine()
        ? ". It was busy with something else, so that runs scatter: ./lab book --fresh measures"
            + " again"
        : "";
  }

  private static Options options(Path output) {
    var attributes =
        Attributes.builder()
            .attribute("attribute-missing", "warn")
            .attribute("source-highlighter", "rouge")
            .attribute("rouge-css", "class")
            .attribute("table-caption", null)
            .attribute("example-caption", null)
            .attribute("figure-caption", null)
            .attribute("sectanchors", "")
            .attribute("idprefix", "")
            .attribute("idseparator", "-")
            .attribute("experimental", "")
            .build();
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .baseDir(output.toAbsolutePath().toFile())
        .standalone(false)
        .sourcemap(true)
        .attributes(attributes)
        .build();
  }

  /** Makes a problem of an entry in AsciiDoc's log. */
  static void problem(ExpandedLesson lesson, LogRecord entry, List<String> problems) {
    if (entry.getSeverity().compareTo(Severity.WARN) < 0) return;
    var missing = MISSING_ATTRIBUTE.matcher(entry.getMessage());
    if (missing.find()) {
      var name = missing.group(1);
      problems.add(lesson.lesson().problem("{" + name + "}", "there is no attribute " + name));
    } else if (entry.getCursor() != null && entry.getCursor().getLineNumber() > 0) {
      problems.add(lesson.problem(entry.getCursor().getLineNumber(), entry.getMessage()));
    } else {
      problems.add(lesson.lesson().shownAs() + ": " + entry.getMessage());
    }
  }

  private static boolean isInHint(ContentNode node) {
    return node != null && (node.hasRole("hint") || isInHint(node.getParent()));
  }

  /** Java that stands in the lesson itself would drift away from the steps; hints may sketch it. */
  private static void findRawCode(ExpandedLesson lesson, Document document, List<String> problems) {
    for (var node : document.findBy(Map.of("context", ":listing"))) {
      if (!(node instanceof Block block) || !"java".equals(block.getAttribute("language")))
        continue;
      if (block.hasRole(CodeMacro.FROM_SOURCE) || isInHint(block)) continue;
      var message = "Java code in the lesson itself; include it from a step: code::<file>[tag=…]";
      problems.add(
          block.getSourceLocation() == null
              ? lesson.lesson().problem("source,java", message)
              : lesson.problem(block.getSourceLocation().getLineNumber(), message));
    }
  }

  private static String text(Document document, String attribute, String otherwise) {
    return document.getAttribute(attribute) instanceof String text ? text : otherwise;
  }
}
