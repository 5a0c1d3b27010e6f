package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.Measurements;
import toyredis.report.chart.Graph.Dot;
import toyredis.report.chart.Graph.Line;
import toyredis.report.chart.Graph.Markers;
import toyredis.report.chart.Graph.Swatch;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.Latency;

/** Latency by percentile, all candidates in one picture. */
final class LatencyGraph {
  /** With more candidates their single runs would hide one another. */
  private static final int MOST_WITH_ALL_RUNS = 5;

  private LatencyGraph() {}

  static boolean hasData(List<Candidate> candidates) {
    return candidates.stream()
        .flatMap(candidate -> candidate.runs().stream())
        .anyMatch(run -> !dots(run.latency()).isEmpty());
  }

  /** Of candidates that {@linkplain #hasData have data}. */
  static Graph of(String id, String title, List<Candidate> candidates) {
    var graph = new Graph.Builder();
    var medians = new ArrayList<Line>();
    var services = new ArrayList<Line>();
    var thin = new ArrayList<Line>();
    var openLoop = false;
    for (var candidate : candidates) {
      if (!hasData(List.of(candidate))) continue;
      var median = Measurements.median(candidate.runs());
      openLoop |= median.load().arrivals().openLoop();
      for (var run : candidate.runs()) {
        var line = line(candidate, run == median ? Look.Weight.MAIN : Look.Weight.THIN, run);
        (run == median ? medians : thin).add(line);
      }
      if (median.load().arrivals().openLoop()) {
        var service = dots(median.serviceTime());
        services.add(new Line(candidate.look(), Look.Weight.DASHED, service));
      }
      graph.name(candidate.label(), candidate.look(), Swatch.MARKED_LINE);
    }
    var allRuns = medians.size() <= MOST_WITH_ALL_RUNS && !openLoop;
    if (allRuns) thin.forEach(graph::add);
    services.forEach(graph::add);
    medians.forEach(graph::add);
    if (openLoop) graph.name("service time", Look.MUTED, Swatch.DASHED_LINE);

    var drawn = new ArrayList<>(medians);
    if (allRuns) drawn.addAll(thin);
    drawn.addAll(services);
    var dots = drawn.stream().flatMap(line -> line.points().stream()).toList();
    var x =
        Axis.percentiles(
            "Percentile of operations", dots.stream().mapToDouble(Dot::x).max().orElse(100));
    var y =
        Axis.logarithmic(
            "Latency (milliseconds)",
            dots.stream().mapToDouble(Dot::y).min().orElse(0.1),
            dots.stream().mapToDouble(Dot::y).max().orElse(1));
    for (var line : medians) graph.add(new Markers(line.look(), atTicks(line.points(), x)));
    var caption =
        "Latency by percentile."
            + (allRuns && !thin.isEmpty()
                ? " Thick: the run with the median throughput; thin: the other runs."
                : thin.isEmpty() ? "" : " Of each candidate the run with the median throughput.")
            + (openLoop
                ? " Lines: from the time at which a request was due to its reply; dashed: from its"
                    + " sending, which leaves out how long it waited to be sent."
                : "");
    return graph.build(id, title, caption, 330, x, y);
  }

  private static Line line(Candidate candidate, Look.Weight weight, LoadResult run) {
    return new Line(candidate.look(), weight, dots(run.latency()));
  }

  /** The curve's markers stand at the ticks, where they do not hide its course. */
  private static List<Dot> atTicks(List<Dot> curve, Axis x) {
    var dots = new ArrayList<Dot>();
    for (var tick : x.ticks()) {
      for (int i = 1; i < curve.size(); i++) {
        var before = curve.get(i - 1);
        var after = curve.get(i);
        if (before.x() > tick.at() || after.x() < tick.at() || after.x() == before.x()) continue;
        var between = (tick.at() - before.x()) / (after.x() - before.x());
        dots.add(new Dot(tick.at(), before.y() + between * (after.y() - before.y())));
        break;
      }
    }
    return dots;
  }

  /** x: 1/(1−p); y: milliseconds. */
  private static List<Dot> dots(Latency latency) {
    return latency.percentiles().stream()
        .filter(point -> point.percentile() < 100 && point.micros() > 0)
        .map(point -> new Dot(100 / (100 - point.percentile()), point.micros() / 1000))
        .filter(dot -> dot.x() >= Axis.LEAST_SHARE && dot.x() <= Axis.GREATEST_SHARE * 1.001)
        .toList();
  }
}
