package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.chart.Chart.Swatch;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/**
 * Latency over throughput, from open loops of several rates: where the curve turns up is the end.
 */
final class RateChart {
  /** Below this share of the offered rate a run is marked as one that fell behind. */
  private static final double KEPT_UP = 0.99;

  private RateChart() {}

  /**
   * @param servers with runs in an open loop
   */
  static Chart of(List<ServerRuns> servers) {
    var chart = new Chart.Builder();
    var said = new ArrayList<String>();
    var behind = new ArrayList<Dot>();
    var markers = new ArrayList<Markers>();
    for (var server : servers) {
      var runs = server.runs().stream().filter(RateChart::drawn).toList();
      if (runs.isEmpty()) continue;
      var medians = new ArrayList<Dot>();
      for (var rate : SweptParameter.RATE.values(runs)) {
        var there = runs.stream().filter(run -> SweptParameter.RATE.of(run) == rate).toList();
        medians.add(
            new Dot(
                MedianInterval.of(there.stream().mapToDouble(LoadResult::operationsPerSecond))
                    .median(),
                MedianInterval.of(there.stream().mapToDouble(run -> dot(run).y())).median()));
      }
      chart.add(new Line(server.look(), Look.Weight.MAIN, medians));
      var last = medians.getLast();
      chart.add(new Chart.Label(server.look(), server.label(), last));
      said.add(
          server.label()
              + medians.stream()
                  .map(dot -> Digits.of(dot.y()) + " at " + Digits.whole(dot.x()))
                  .collect(Collectors.joining(", ", " ", "")));
      markers.add(new Markers(server.look(), runs.stream().map(RateChart::dot).toList()));
      runs.stream()
          .filter(run -> run.operationsPerSecond() < KEPT_UP * run.load().arrivals().rate())
          .map(RateChart::dot)
          .forEach(behind::add);
      chart.name(server.label(), server.look(), Swatch.MARKED_LINE);
    }
    markers.forEach(chart::add);
    if (!behind.isEmpty()) {
      chart.add(new Rings(behind));
      chart.name("achieved less than offered", Look.MUTED, Swatch.RING);
    }
    var dots = markers.stream().flatMap(each -> each.points().stream()).toList();
    return chart.build(
        "rate",
        "Latency over throughput",
        "99th percentile of the latency over the throughput that was achieved, at several offered"
            + " rates: a point for each run, a line through the medians. Ringed: runs that achieved"
            + " less than 99 % of what was offered.",
        "Milliseconds at operations per second: " + String.join("; ", said) + ".",
        330,
        Axis.across(
            "Achieved throughput (operations per second)",
            dots.stream().mapToDouble(Dot::x).max().orElse(1)),
        Axis.logarithmic(
            "Latency, 99th percentile (milliseconds)",
            dots.stream().mapToDouble(Dot::y).min().orElse(0.1),
            dots.stream().mapToDouble(Dot::y).max().orElse(1)));
  }

  static boolean hasData(List<ServerRuns> servers) {
    return servers.stream().flatMap(server -> server.runs().stream()).anyMatch(RateChart::drawn);
  }

  private static boolean drawn(LoadResult run) {
    return run.load().arrivals().openLoop() && run.latency().p99() > 0;
  }

  private static Dot dot(LoadResult run) {
    return new Dot(run.operationsPerSecond(), run.latency().p99() / 1000);
  }
}
