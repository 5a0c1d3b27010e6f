package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import toyredis.report.BookException;
import toyredis.report.Html;
import toyredis.report.Measurements;
import toyredis.report.chart.BookChart;
import toyredis.report.chart.Selection;
import toyredis.report.claim.Claim;
import toyredis.report.draw.ChartFiles;
import toyredis.report.draw.ChartPicture;
import toyredis.results.Result;
import toyredis.results.Step;
import toyredis.results.text.ResultText;
import toyredis.results.text.Table;

/**
 * What the lessons can write beyond AsciiDoc:
 *
 * <dl>
 *   <dt>{@code claim::event-loop-is-cheaper[]}
 *   <dd>a {@link Claim} with its verdict
 *   <dt>{@code chart::latency[]}
 *   <dd>a {@link BookChart} with a caption that names the machine
 *   <dt>{@code table::original[]}, {@code table::saturated[up-to=step3]} or {@code
 *       table::race[step=step1]}
 *   <dd>the figures themselves
 *   <dt>{@code output::race[step=step1]} or {@code output::load[step=step1]}
 *   <dd>what {@code ./lab} printed of that result; of the loads the saturated one with the median
 *       throughput
 *   <dt>{@code code::step2-mutex/src/main/java/…/MutexStore.java[tag=lock]}
 *   <dd>code from the steps, below its file and lines, which {@code include::} cannot tell
 *   <dt>{@code diff::step2-mutex/…/SynchronizedStore.java[tag=increment,
 *       from=step1-naive-map/…/NaiveMapStore.java]}
 *   <dd>how the code between the same tags differs in two files
 *   <dt>{@code exercise::2.1[]}
 *   <dd>an {@link Exercise}: its task, its file, how it is checked, a hint that opens on demand
 * </dl>
 */
final class LessonMacros {
  /** The role of listings that came from a file. */
  static final String FROM_SOURCE = "from-source";

  private final Measurements measurements;
  private final String origin;
  private final String caption;
  private final Path root;
  private final Path charts;
  private final Consumer<Mistake> mistakes;

  /**
   * A macro that cannot be carried out.
   *
   * @param macro as the lesson writes it, without what is in the brackets
   */
  record Mistake(String macro, String message) {}

  /**
   * @param origin where the results come from, in words
   * @param root the project's root, where the paths of {@code code::} begin
   * @param charts the folder that holds the drawn charts
   * @param mistakes told of every macro that cannot be carried out
   */
  LessonMacros(
      Measurements measurements,
      String origin,
      Path root,
      Path charts,
      Consumer<Mistake> mistakes) {
    this.measurements = measurements;
    this.origin = origin;
    this.caption =
        "Measured on %s (%s), %s."
            .formatted(measurements.machine(), origin, Figures.when(measurements));
    this.root = root;
    this.charts = charts;
    this.mistakes = mistakes;
  }

  void register(Asciidoctor asciidoctor) {
    var registry = asciidoctor.javaExtensionRegistry();
    registry.blockMacro(new Macro("claim", (target, attributes) -> html(claim(target))));
    registry.blockMacro(new Macro("chart", (target, attributes) -> html(chart(target))));
    registry.blockMacro(new Macro("table", this::table));
    registry.blockMacro(new Macro("output", this::output));
    registry.blockMacro(new Macro("code", this::code));
    registry.blockMacro(new Macro("diff", this::diff));
    registry.blockMacro(new Macro("exercise", (target, attributes) -> exercise(target)));
  }

  private String claim(String id) throws BookException {
    var claim =
        Claim.of(id).orElseThrow(() -> unknown("claim", id, Claim.ALL.stream().map(Claim::id)));
    var verdict = claim.verdict(measurements);
    return
"""
<section class="claim %s" id="claim-%s" aria-label="Claim">
<p class="verdict">%s</p>
<p class="sentence">%s</p>
%s<p class="reason">%s</p>
<details><summary>How this is decided</summary><p>Experiment <code>%s</code>; %s.</p></details>
</section>
"""
        .formatted(
            verdict.outcome().label().replace(' ', '-'),
            claim.id(),
            verdict.outcome().label(),
            Html.escape(claim.sentence()),
            verdict.figures().isEmpty()
                ? ""
                : "<p class=\"measured\">" + Html.escape(verdict.figures()) + "</p>\n",
            Html.escape(verdict.reason()),
            claim.judge().experiment(),
            Html.escape(claim.judge().rule()));
  }

  private String chart(String id) throws BookException, IOException {
    var ofBook =
        BookChart.of(id)
            .orElseThrow(
                () -> unknown("chart", id, Arrays.stream(BookChart.values()).map(BookChart::id)));
    var chart =
        ofBook
            .chart(measurements, Selection.ALL)
            .orElseThrow(
                () ->
                    new BookException(
                        "the chart " + id + " is missing: there were no results for it"));
    ChartFiles.write(chart, charts);
    return
"""
<figure class="chart" id="chart-%1$s">
<p>%5$s</p>
<picture>
<source srcset="charts/%1$s-narrow.svg" media="(max-width: 600px)">
<img src="charts/%1$s.svg" alt="%6$s" width="%3$s">
</picture>
<figcaption>%2$s <span class="origin">%4$s <a href="charts/%1$s.png">PNG</a></span></figcaption>
</figure>
"""
        .formatted(
            chart.id(),
            Html.escape(chart.caption()),
            ChartPicture.WIDTH,
            Html.escape(caption),
            Html.escape(chart.title()),
            Html.escape(chart.alt()));
  }

  private List<String> table(String name, Map<String, Object> attributes) throws BookException {
    var lines = new ArrayList<>(Tables.asciidoc(name, measurements, attributes));
    lines.addAll(List.of("", "[.origin]", caption));
    return lines;
  }

  private List<String> output(String command, Map<String, Object> attributes) throws BookException {
    var id = (String) attributes.get("step");
    if (id == null) throw new BookException("output:: needs a step: output::race[step=step1]");
    var step = steps(id).getFirst();
    var lines =
        new ArrayList<>(List.of("[.output]", ".Its output (" + origin + ")", "-----------------"));
    switch (command) {
      case "race" -> {
        var race = measurements.race(step);
        if (race.isEmpty()) throw new BookException("there is no race result of " + id);
        ResultText.of(race.get(), Table.WIDE).lines().forEach(lines::add);
      }
      case "load" -> {
        var runs = measurements.loads(Result.SATURATED, step);
        if (runs.isEmpty()) throw new BookException("there is no load result of " + id);
        ResultText.of(Measurements.median(runs)).lines().forEach(lines::add);
      }
      default -> throw unknown("output", command, Stream.of("race", "load"));
    }
    lines.add("-----------------");
    return lines;
  }

  private static List<Step> steps(String id) throws BookException {
    if (id == null) return List.of(Step.values());
    return List.of(Step.of(id).orElseThrow(() -> new BookException("there is no step " + id)));
  }

  private List<String> code(String path, Map<String, Object> attributes)
      throws BookException, IOException {
    var excerpt = excerpt(path, attributes);
    return listing(excerpt.place(), path.substring(path.lastIndexOf('.') + 1), excerpt.lines());
  }

  private List<String> diff(String path, Map<String, Object> attributes)
      throws BookException, IOException {
    var from = (String) attributes.get("from");
    if (from == null) throw new BookException("diff:: needs a file to compare with: [from=…]");
    var before = excerpt(from, attributes);
    var after = excerpt(path, attributes);
    return listing(
        after.place() + ", compared with " + before.place(),
        "diff",
        LineDiff.of(before.lines(), after.lines()));
  }

  private List<String> exercise(String id) throws BookException, IOException {
    var all = Exercise.all(root);
    var exercise =
        all.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown("exercise", id, all.stream().map(Exercise::id)));
    var task = exercise.task();
    var lines = new ArrayList<>(List.of("[.exercise]", "." + id + " " + task.title(), "****"));
    for (var paragraph : task.paragraphs()) lines.addAll(List.of(paragraph, ""));
    var file = root.relativize(exercise.starter());
    lines.addAll(List.of("Change `+" + file + "+`, then check:", ""));
    lines.addAll(List.of("[.terminal]", ".Terminal 1", "----", "$ ./lab check " + id, "----", ""));
    lines.addAll(List.of("[%collapsible]", ".Hint", "====", exercise.hint(), "===="));
    lines.add("****");
    return String.join("\n", lines).lines().toList();
  }

  private SourceExcerpt excerpt(String path, Map<String, Object> attributes)
      throws BookException, IOException {
    return SourceExcerpt.read(root, path, (String) attributes.getOrDefault("tag", ""));
  }

  private static List<String> listing(String title, String language, List<String> code) {
    var lines = new ArrayList<String>();
    // the path is text, not markup: no underscore or hyphen in it may turn into something else
    lines.add(".pass:c[" + title + "]");
    lines.add("[source," + language + ",role=" + FROM_SOURCE + "]");
    lines.add("-----------------");
    lines.addAll(code);
    lines.add("-----------------");
    return lines;
  }

  private static List<String> html(String html) {
    var lines = new ArrayList<>(List.of("++++"));
    html.lines().forEach(lines::add);
    lines.add("++++");
    return lines;
  }

  private static BookException unknown(String kind, String name, Stream<String> known) {
    return new BookException(
        "there is no " + kind + " " + name + "; known: " + known.collect(Collectors.joining(", ")));
  }

  /** Turns a macro into lines of AsciiDoc. */
  @FunctionalInterface
  private interface Expansion {
    List<String> expand(String target, Map<String, Object> attributes)
        throws BookException, IOException;
  }

  private final class Macro extends BlockMacroProcessor {
    private final String name;
    private final Expansion expansion;

    Macro(String name, Expansion expansion) {
      super(name);
      this.name = name;
      this.expansion = expansion;
    }

    @Override
    public StructuralNode process(
        StructuralNode parent, String target, Map<String, Object> attributes) {
      try {
        parseContent(parent, expansion.expand(target, attributes));
      } catch (BookException | IOException e) {
        mistakes.accept(new Mistake(name + "::" + target + "[", e.getMessage()));
      }
      return null;
    }
  }
}
