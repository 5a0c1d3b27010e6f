package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Swatch;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** A figure over the swept parameter: a point for each run, and a line through the medians. */
final class SweepChart {
  private final SweptParameter swept;
  private final List<ServerRuns> servers;
  private final Chart.Builder chart = new Chart.Builder();
  private final Axis x;

  /** How far from one another servers are drawn that lie on one another; a part of the axis. */
  private double aside;

  private String ceilingName;
  private final List<Line> ceilingLines = new ArrayList<>();
  private double highest;

  /**
   * @param servers with one run or more
   */
  SweepChart(SweptParameter swept, List<ServerRuns> servers) {
    this.swept = swept;
    this.servers = servers;
    var runs = servers.stream().flatMap(server -> server.runs().stream()).toList();
    x = Axis.through(swept.axisTitle(), swept.values(runs), Digits::asNeeded);
  }

  /** A limit of the runs at each value, {@code 0} where there is none, drawn above each group. */
  SweepChart ceiling(String name, ToDoubleFunction<LoadResult> limit) {
    var ceilings = new TreeMap<Double, Double>();
    for (var server : servers) {
      for (var run : server.runs()) {
        var value = limit.applyAsDouble(run);
        if (value > 0) ceilings.merge(swept.of(run), value, Math::max);
      }
    }
    if (ceilings.isEmpty()) return this;
    // servers at their ceiling lie on one another: they stand side by side below it
    aside = Math.min(0.02, 0.17 / servers.size());
    var halfWidth = aside * (servers.size() / 2.0 + 0.3);
    ceilings.forEach(
        (value, ceiling) -> {
          var ends =
              List.of(
                  new Dot(shifted(value, -halfWidth), ceiling),
                  new Dot(shifted(value, halfWidth), ceiling));
          ceilingLines.add(new Line(Look.MUTED, Look.Weight.MAIN, ends));
          highest = Math.max(highest, ceiling);
        });
    ceilingName = name;
    return this;
  }

  /** Another server's medians as a dashed line: what generator and kernel can do. */
  SweepChart reference(String name, List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    if (runs.isEmpty()) return this;
    var medians = medians(runs, figure, 0);
    chart.add(new Line(Look.NULL_SERVER, Look.Weight.DASHED, medians));
    chart.add(new Markers(Look.NULL_SERVER, medians));
    chart.name(name, Look.NULL_SERVER, Swatch.DASHED_LINE);
    return this;
  }

  /** The figure of every run; those of 0 or less are unknown. */
  SweepChart runs(ToDoubleFunction<LoadResult> figure) {
    var markers = new ArrayList<Markers>();
    for (var server : servers) {
      var place = servers.indexOf(server) - (servers.size() - 1) / 2.0;
      var shift = place * aside;
      var known = server.runs().stream().filter(run -> figure.applyAsDouble(run) > 0).toList();
      if (known.isEmpty()) continue;
      // below a ceiling the points tell all, and lines would hide it
      var weight = aside == 0 ? Look.Weight.MAIN : Look.Weight.THIN;
      chart.add(new Line(server.look(), weight, medians(known, figure, shift)));
      markers.add(
          new Markers(
              server.look(),
              known.stream()
                  .map(run -> new Dot(shifted(swept.of(run), shift), figure.applyAsDouble(run)))
                  .toList()));
      chart.name(server.label(), server.look(), Swatch.MARKED_LINE);
    }
    ceilingLines.forEach(chart::add);
    markers.forEach(chart::add);
    if (ceilingName != null) chart.name(ceilingName, Look.MUTED, Swatch.LINE);
    return this;
  }

  Chart build(String id, String title, String caption, String yTitle) {
    return chart.build(id, title, caption, 300, x, Axis.upwards(yTitle, highest));
  }

  private List<Dot> medians(
      List<LoadResult> runs, ToDoubleFunction<LoadResult> figure, double shift) {
    var dots = new ArrayList<Dot>();
    for (var value : swept.values(runs)) {
      var there =
          runs.stream().filter(run -> swept.of(run) == value).mapToDouble(figure).boxed().toList();
      there.forEach(one -> highest = Math.max(highest, one));
      dots.add(
          new Dot(
              shifted(value, shift),
              MedianInterval.of(there.stream().mapToDouble(one -> one)).median()));
    }
    return dots;
  }

  private double shifted(double value, double share) {
    return x.at(x.position(value) + share);
  }
}
