package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.Measurements;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Swatch;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.Latency;

/** Latency by percentile, all servers in one picture. */
final class LatencyChart {
  /** With more servers their single runs would hide one another. */
  private static final int MOST_WITH_ALL_RUNS = 5;

  private LatencyChart() {}

  static boolean hasData(List<ServerRuns> servers) {
    return servers.stream()
        .flatMap(server -> server.runs().stream())
        .anyMatch(run -> !dots(run.latency()).isEmpty());
  }

  /** Of servers that {@linkplain #hasData have data}. */
  static Chart of(String id, String title, List<ServerRuns> servers) {
    var chart = new Chart.Builder();
    var medians = new ArrayList<Line>();
    var services = new ArrayList<Line>();
    var thin = new ArrayList<Line>();
    var openLoop = false;
    for (var server : servers) {
      if (!hasData(List.of(server))) continue;
      var median = Measurements.median(server.runs());
      openLoop |= median.load().arrivals().openLoop();
      for (var run : server.runs()) {
        var line = line(server, run == median ? Look.Weight.MAIN : Look.Weight.THIN, run);
        (run == median ? medians : thin).add(line);
      }
      if (median.load().arrivals().openLoop()) {
        var service = dots(median.serviceTime());
        services.add(new Line(server.look(), Look.Weight.DASHED, service));
      }
      chart.name(server.label(), server.look(), Swatch.MARKED_LINE);
    }
    var allRuns = medians.size() <= MOST_WITH_ALL_RUNS && !openLoop;
    if (allRuns) thin.forEach(chart::add);
    services.forEach(chart::add);
    medians.forEach(chart::add);
    if (openLoop) chart.name("service time", Look.MUTED, Swatch.DASHED_LINE);

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
    for (var line : medians) chart.add(new Markers(line.look(), atTicks(line.points(), x)));
    var caption =
        "Latency by percentile."
            + (allRuns && !thin.isEmpty()
                ? " Thick: the run with the median throughput; thin: the other runs."
                : thin.isEmpty() ? "" : " Of each server the run with the median throughput.")
            + (openLoop
                ? " Lines: from the time at which a request was due to its reply; dashed: from its"
                    + " sending, which leaves out how long it waited to be sent."
                : "");
    return chart.build(id, title, caption, 330, x, y);
  }

  private static Line line(ServerRuns server, Look.Weight weight, LoadResult run) {
    return new Line(server.look(), weight, dots(run.latency()));
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
