package toyredis.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import toyredis.report.Measurements;
import toyredis.report.chart.Chart.Key;
import toyredis.report.chart.Chart.Row;
import toyredis.results.Result;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class BookChartTest {
  private static final Pattern LATER =
      Pattern.compile(
          "[345] [a-z]*-?(read|concurrent|single|event)|[Ss]teps? [345]|rwlock|mailbox");

  @Test
  void everyChartIsFoundByItsName() {
    for (var chart : BookChart.values()) assertEquals(Optional.of(chart), BookChart.of(chart.id()));
    assertEquals(Optional.empty(), BookChart.of("throughput"));
  }

  @Test
  void whatWasNotMeasuredHasNoChart() throws Exception {
    var races = Synthetic.book().stream().filter(r -> r.experiment().equals(Result.RACE)).toList();
    var drawn =
        Arrays.stream(BookChart.values())
            .filter(chart -> chartOf(chart, races, Selection.ALL).isPresent())
            .toList();
    assertEquals(List.of(BookChart.LOST_UPDATES), drawn);
  }

  @Test
  void noResultOfALaterStepIsShown() {
    var later = new Selection(Step.MUTEX, List.of());
    for (var chart : BookChart.values()) {
      var drawn = chartOf(chart, Synthetic.book(), later);
      if (drawn.isEmpty()) continue;
      var words = words(drawn.get());
      assertFalse(LATER.matcher(words).find(), chart + ": " + words);
      assertTrue(drawn.get().id().endsWith("-step2"), drawn.get().id());
    }
  }

  private static String words(Chart chart) {
    var said = new ArrayList<>(List.of(chart.title(), chart.alt()));
    if (chart.hasRows()) chart.y().ticks().forEach(tick -> said.add(tick.label()));
    chart.legend().stream().map(Key::text).forEach(said::add);
    return String.join("\n", said);
  }

  @Test
  void onlyTheServersInFocusHaveTheirColor() {
    var focus = new Selection(Step.SINGLE_WRITER, List.of("step2", "step3"));
    var cpu = chartOf(BookChart.CPU, Synthetic.book(), focus).orElseThrow();
    assertEquals("cpu-step4-focus-step2-step3", cpu.id());
    assertEquals(
        List.of("rest", "step2", "step3", "rest"),
        cpu.layers().stream()
            .filter(Row.class::isInstance)
            .map(row -> ((Row) row).look().role())
            .toList());
    assertTrue(
        cpu.title().startsWith("Step 3 needs 0.93 times the CPU time of step 2"), cpu.title());
  }

  @Test
  void theTitleSaysWhenTheRunsDoNotTellTwoServersApart() {
    var selection = new Selection(Step.MUTEX, List.of());
    var decided = new ArrayList<Result>();
    var wavering = new ArrayList<Result>();
    for (int block = 1; block <= 6; block++) {
      var first = Synthetic.saturated(Step.NAIVE_MAP, block, 10);
      decided.addAll(List.of(first, Synthetic.saturated(Step.MUTEX, block, 12 + 0.2 * block)));
      wavering.addAll(List.of(first, Synthetic.saturated(Step.MUTEX, block, 7 + block)));
    }
    var title = chartOf(BookChart.CPU, decided, selection).orElseThrow().title();
    assertEquals("Step 2 needs 1.27 times the CPU time of step 1", title);
    title = chartOf(BookChart.CPU, wavering, selection).orElseThrow().title();
    assertEquals(
        "Step 2 needs 1.05 times the CPU time of step 1; the runs do not tell them apart", title);
    var alone = chartOf(BookChart.CPU, decided, new Selection(Step.NAIVE_MAP, List.of()));
    assertEquals("Step 1 takes 10.0 µs of CPU time per operation", alone.orElseThrow().title());
  }

  @Test
  void theAlternativeTextHasTheValuesWithTheirRanges() {
    var selection = new Selection(Step.MUTEX, List.of());
    var cpu = chartOf(BookChart.CPU, Synthetic.book(), selection).orElseThrow();
    assertEquals(
        "CPU per operation (µs): 1 naive map 14.5 (14.2–14.9); 2 mutex 13.5 (13.2–13.9).",
        cpu.alt());
  }

  @Test
  void littlesLawStandsBesideOurPointsAndTheOriginals() {
    var law = chartOf(BookChart.LAW, Synthetic.book(), Selection.ALL).orElseThrow();
    var line = (Chart.Line) law.layers().getFirst();
    assertEquals(500, line.points().getFirst().x());
    assertEquals(1669, line.points().getFirst().y(), 1);
    assertEquals(4007, line.points().getLast().y(), 1);
    assertEquals("Steps 2 and 3 reach 98.5 to 99.0 % of what Little's law allows", law.title());
    assertTrue(law.alt().contains("1,665 at 500"), law.alt());
    assertTrue(
        law.caption().contains("49.5 ms of thinking and 250 ms of round trip"), law.caption());
  }

  @Test
  void theLoadTestIsDrawnAsAShareOfItsCeiling() {
    var original = chartOf(BookChart.ORIGINAL, Synthetic.book(), Selection.ALL).orElseThrow();
    var lines = original.layers().stream().filter(Chart.Line.class::isInstance).toList();
    assertEquals(1, lines.size(), "the ceiling, and no line between points");
    assertEquals(100, ((Chart.Line) lines.getFirst()).points().getFirst().y());
    assertEquals("Steps 1 to 5 reach 97.7 to 98.5 % of the ceiling N/Z", original.title());
  }

  private static Optional<Chart> chartOf(
      BookChart chart, List<Result> results, Selection selection) {
    try {
      return chart.chart(new Measurements(results), selection);
    } catch (toyredis.report.BookException e) {
      throw new AssertionError(e);
    }
  }
}
