package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import toyredis.report.BookException;
import toyredis.report.Measurements;

/**
 * Turns lessons into plain AsciiDoc. Beyond that a lesson can write
 *
 * <ul>
 *   <li>the block macros {@code claim::}, {@code chart::}, {@code table::}, {@code output::},
 *       {@code code::}, {@code diff::}, {@code exercise::}, {@code zoo::}, {@code schedule::} and
 *       {@code puzzle::}, each of which is a class
 *   <li>{@code include::path[]}, from the lesson's folder
 *   <li>{@code term:data-race[]} for a link to the {@link Glossary}
 *   <li>measured figures by name, {@code {saturated-step1-cpu}}, from {@link Figures}
 * </ul>
 */
final class LessonExpander {
  private static final Pattern FIGURE = Pattern.compile("(?<!\\\\)\\{([a-z][\\w-]*)}");

  /** Block macros of AsciiDoc's own that lessons may use. */
  private static final Set<String> OF_ASCIIDOC =
      Set.of("image", "ifdef", "ifndef", "ifeval", "endif");

  private final Map<String, Object> figures;
  private final Glossary glossary;
  private final Map<String, Macro> macros = new TreeMap<>();
  private final Map<String, LineDiff> differences = new HashMap<>();
  private final Map<String, String> schedules = new TreeMap<>();

  /**
   * @param origin where the results come from, in words
   * @param root the project's root, where the paths of {@code code::} begin
   * @param charts the folder that receives the charts
   */
  LessonExpander(
      Measurements measurements,
      String origin,
      Path root,
      Edition edition,
      Path charts,
      Glossary glossary) {
    this.figures = Figures.attributes(measurements, origin);
    this.glossary = glossary;
    var caption =
        "Measured on %s (%s), %s."
            .formatted(measurements.machine(), origin, Figures.when(measurements));
    macros.put("claim", new ClaimMacro(measurements));
    macros.put("chart", new ChartMacro(measurements, caption, edition, charts));
    macros.put("table", new TableMacro(measurements, caption));
    macros.put("output", new OutputMacro(measurements, origin));
    macros.put("code", new CodeMacro(root));
    macros.put("diff", new DiffMacro(root, edition, differences));
    macros.put("exercise", new ExerciseMacro(root));
    macros.put("zoo", new ZooMacro(root));
    var interleavings = root.resolve("docs/lessons/interleavings");
    macros.put("schedule", new ScheduleMacro(interleavings, schedules));
    macros.put("puzzle", new PuzzleMacro(interleavings, schedules));
  }

  /** The data of the schedules that were shown so far, JSON, by their names. */
  Map<String, String> schedules() {
    return schedules;
  }

  /**
   * Expands a lesson.
   *
   * @param problems receives a message with the place for all that cannot be carried out
   */
  ExpandedLesson expand(Lesson lesson, List<String> problems) throws IOException {
    differences.clear();
    var lines = new ArrayList<Line>();
    var verbatim = new Verbatim();
    for (int i = 0; i < lesson.lines().size(); i++) {
      var source = i + 1;
      try {
        expand(lesson, lesson.lines().get(i), verbatim)
            .forEach(text -> lines.add(new Line(text, source)));
      } catch (BookException e) {
        e.messages().forEach(message -> problems.add(lesson.problem(source, message)));
      }
    }
    return new ExpandedLesson(lesson, List.copyOf(lines), Map.copyOf(differences));
  }

  private List<String> expand(Lesson lesson, String text, Verbatim verbatim)
      throws BookException, IOException {
    var isVerbatim = verbatim.next(text);
    var call = MacroCall.of(text);
    if (call.isPresent() && call.get().name().equals("include")) {
      return include(lesson, call.get());
    }
    if (isVerbatim) return List.of(withFigures(text));
    // for those who open the source on a code-hosting page
    if (text.startsWith("ifdef::env-github[") && text.length() > "ifdef::env-github[]".length()) {
      return List.of();
    }
    if (call.isEmpty()) return List.of(glossary.link(withFigures(text)));
    var name = call.get().name();
    if (OF_ASCIIDOC.contains(name)) return List.of(text);
    if (!macros.containsKey(name)) {
      throw Macro.unknown("macro", name + "::" + call.get().target(), macros.keySet().stream());
    }
    return macros.get(name).expand(withDefaults(lesson, call.get()));
  }

  /** Charts and tables show the steps up to the page's own, unless they say otherwise. */
  private static MacroCall withDefaults(Lesson lesson, MacroCall call) {
    var upTo = lesson.attribute("up-to");
    var takesIt = Set.of("chart", "table").contains(call.name());
    if (!takesIt || upTo.isEmpty() || call.option("up-to").isPresent()) return call;
    var options = new TreeMap<>(call.options());
    options.put("up-to", upTo.get());
    return new MacroCall(call.name(), call.target(), options);
  }

  private static List<String> include(Lesson lesson, MacroCall call)
      throws BookException, IOException {
    var folder = lesson.file().toAbsolutePath().getParent();
    var tag = call.allow("tag").option("tag").orElse("");
    return SourceExcerpt.read(folder, call.target(), tag).lines();
  }

  /** Names that stand for no figure are left to AsciiDoc, which has names of its own. */
  private String withFigures(String text) {
    return FIGURE
        .matcher(text)
        .replaceAll(
            match -> {
              var figure = figures.get(match.group(1));
              return Matcher.quoteReplacement(figure == null ? match.group() : figure.toString());
            });
  }
}
