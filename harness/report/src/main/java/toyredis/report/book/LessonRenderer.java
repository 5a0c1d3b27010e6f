package toyredis.report.book;

import static java.util.Comparator.comparing;

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
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
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
   * @param asciidoctor starting one takes seconds, so that tests share it; its extensions are
   *     replaced
   */
  LessonRenderer(Asciidoctor asciidoctor) {
    this.asciidoctor = asciidoctor;
  }

  /**
   * Renders all lessons of a folder.
   *
   * @param docs the folder whose {@code lessons} are read; the code that they show is found from
   *     its parent
   * @param origin where the results come from, in words
   * @param output receives the pages, beside {@code charts/}, which must have been drawn
   * @throws BookException with all that is wrong in all of them
   */
  void render(Path docs, Measurements measurements, String origin, Path output)
      throws BookException, IOException {
    var lessons = lessons(docs);
    if (lessons.isEmpty()) {
      throw new BookException("there are no lessons (*.adoc) in " + docs.resolve("lessons"));
    }
    var problems = new ArrayList<String>();
    var rendered = new ArrayList<Page>();
    var figures = Figures.attributes(measurements, origin);
    for (var lesson : lessons) {
      rendered.add(render(lesson, measurements, origin, figures, output, problems));
    }
    for (var page : rendered) {
      Files.writeString(output.resolve(page.name() + ".html"), page.html(rendered));
    }
    for (int i = 0; i < lessons.size(); i++) {
      problems.addAll(PageCheck.check(lessons.get(i), output, rendered.get(i).name() + ".html"));
    }
    if (!problems.isEmpty()) throw new BookException(List.copyOf(new LinkedHashSet<>(problems)));
  }

  private static List<Lesson> lessons(Path docs) throws IOException {
    var lessons = new ArrayList<Lesson>();
    try (var files = Files.list(docs.resolve("lessons"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".adoc")).sorted().toList()) {
        lessons.add(Lesson.read(docs, file));
      }
    }
    lessons.sort(comparing(Lesson::order));
    return lessons;
  }

  private Page render(
      Lesson lesson,
      Measurements measurements,
      String origin,
      Map<String, Object> figures,
      Path output,
      List<String> problems) {
    LogHandler log = entry -> problem(lesson, entry, problems);
    asciidoctor.registerLogHandler(log);
    try {
      asciidoctor.unregisterAllExtensions();
      var root = lesson.file().toAbsolutePath().getParent().getParent().getParent();
      new LessonMacros(
              measurements,
              origin,
              root,
              output.resolve("charts"),
              mistake -> problems.add(lesson.problem(mistake.macro(), mistake.message())))
          .register(asciidoctor);
      var document = asciidoctor.loadFile(lesson.file().toFile(), options(lesson, figures));
      findRawCode(lesson, document, problems);
      var body = document.convert();
      return new Page(
          lesson.name(),
          document.getDoctitle(),
          text(document, "nav-title", document.getDoctitle()),
          text(document, "promise", ""),
          sections(document),
          body,
          origin,
          measurements.machine(),
          Figures.when(measurements) + scatter(measurements));
    } finally {
      asciidoctor.unregisterLogHandler(log);
    }
  }

  private static String scatter(Measurements measurements) {
    return measurements.onBusyMachine()
        ? ". It was busy with something else, so that runs scatter: ./lab book --fresh measures"
            + " again"
        : "";
  }

  private static Options options(Lesson lesson, Map<String, Object> figures) {
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
    figures.forEach(attributes::setAttribute);
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .baseDir(lesson.file().toAbsolutePath().getParent().toFile())
        .standalone(false)
        .sourcemap(true)
        .attributes(attributes)
        .build();
  }

  private static void problem(Lesson lesson, LogRecord entry, List<String> problems) {
    if (entry.getSeverity().compareTo(Severity.WARN) < 0) return;
    var missing = MISSING_ATTRIBUTE.matcher(entry.getMessage());
    if (missing.find()) {
      var name = missing.group(1);
      problems.add(lesson.problem("{" + name + "}", "there is no attribute " + name));
    } else if (entry.getCursor() != null && entry.getCursor().getLineNumber() > 0) {
      problems.add(lesson.problem(entry.getCursor().getLineNumber(), entry.getMessage()));
    } else {
      problems.add(lesson.shownAs() + ": " + entry.getMessage());
    }
  }

  /** Java that stands in the lesson itself would drift away from the steps. */
  private static void findRawCode(Lesson lesson, Document document, List<String> problems) {
    for (var node : document.findBy(Map.of("context", ":listing"))) {
      if (!(node instanceof Block block) || !"java".equals(block.getAttribute("language")))
        continue;
      if (block.hasRole(LessonMacros.FROM_SOURCE)) continue;
      var message = "Java code in the lesson itself; include it from a step: code::<file>[tag=…]";
      problems.add(
          block.getSourceLocation() == null
              ? lesson.problem("source,java", message)
              : lesson.problem(block.getSourceLocation().getLineNumber(), message));
    }
  }

  private static List<Page.Heading> sections(Document document) {
    return document.getBlocks().stream()
        .filter(Section.class::isInstance)
        .map(StructuralNode.class::cast)
        .map(section -> new Page.Heading(section.getId(), section.getTitle()))
        .toList();
  }

  private static String text(Document document, String attribute, String otherwise) {
    return document.getAttribute(attribute) instanceof String text ? text : otherwise;
  }
}
