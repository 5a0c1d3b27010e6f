package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Label;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Swatch;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** A figure over the swept parameter, a point for each run. */
final class SweepChart {
  private final SweptParameter swept;
  private final List<ServerRuns> servers;
  private final Chart.Builder chart = new Chart.Builder();
  private final List<String> said = new ArrayList<>();
  private final Axis x;
  private double highest;
  private double lowest = Double.MAX_VALUE;

  /**
   * @param servers with one run or more
   */
  SweepChart(SweptParameter swept, List<ServerRuns> servers) {
    this.swept = swept;
    this.servers = servers;
    var runs = servers.stream().flatMap(server -> server.runs().stream()).toList();
    x = Axis.through(swept.axisTitle(), swept.values(runs), Digits::asNeeded);
  }

  /** Another server's medians as a dashed line: what generator and kernel can do. */
  SweepChart reference(String name, List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    if (runs.isEmpty()) return this;
    var medians = medians(runs, figure);
    chart.add(new Line(Look.NULL_SERVER, Look.Weight.DASHED, medians));
    chart.add(new Markers(Look.NULL_SERVER, medians));
    named(name, Look.NULL_SERVER, Swatch.DASHED_LINE, medians.getLast());
    return this;
  }

  /** A line that is computed and not measured, at each of the swept values. */
  SweepChart law(String name, ToDoubleFunction<Double> law) {
    var dots =
        x.ticks().stream()
            .map(tick -> new Dot(tick.at(), law.applyAsDouble(tick.at())))
            .sorted((a, b) -> Double.compare(a.x(), b.x()))
            .toList();
    dots.forEach(dot -> highest = Math.max(highest, dot.y()));
    chart.add(new Line(Look.MUTED, Look.Weight.MAIN, dots));
    named(name, Look.MUTED, Swatch.LINE, dots.getLast());
    return this;
  }

  /** Points that others published. */
  SweepChart published(String name, List<Dot> dots) {
    dots.forEach(dot -> highest = Math.max(highest, dot.y()));
    var look = Look.neutral(0, 'o');
    chart.add(new Markers(look, dots));
    chart.name(name, look, Swatch.MARKER);
    said.add(name + said(dots));
    return this;
  }

  /** The figure of every run, and lines through the medians; those of 0 or less are unknown. */
  SweepChart runs(ToDoubleFunction<LoadResult> figure) {
    var markers = new ArrayList<Markers>();
    for (var server : servers) {
      var known = server.runs().stream().filter(run -> figure.applyAsDouble(run) > 0).toList();
      if (known.isEmpty()) continue;
      var medians = medians(known, figure);
      chart.add(new Line(server.look(), Look.Weight.MAIN, medians));
      markers.add(markers(server, known, figure, 0));
      named(server.label(), server.look(), Swatch.MARKED_LINE, medians.getLast());
      said.add(server.label() + said(medians));
    }
    markers.forEach(chart::add);
    return this;
  }

  /**
   * The figure of every run without lines: servers that lie on one another would look like a
   * ranking. They stand side by side.
   */
  SweepChart points(ToDoubleFunction<LoadResult> figure) {
    var apart = Math.min(0.024, 0.17 / servers.size());
    for (var server : servers) {
      var known = server.runs().stream().filter(run -> figure.applyAsDouble(run) > 0).toList();
      if (known.isEmpty()) continue;
      var aside = (servers.indexOf(server) - (servers.size() - 1) / 2.0) * apart;
      chart.add(markers(server, known, figure, aside));
      chart.name(server.label(), server.look(), Swatch.MARKER);
      said.add(server.label() + said(medians(known, figure)));
    }
    return this;
  }

  Chart build(String id, String title, String caption, String yTitle) {
    return build(id, title, caption, Axis.upwards(yTitle, highest));
  }

  /** Of shares in per cent, with a line at 100 above the points. */
  Chart buildShares(String id, String title, String caption, String yTitle, String limit) {
    var ends = List.of(new Dot(x.min(), 100), new Dot(x.max(), 100));
    chart.add(new Line(Look.MUTED, Look.Weight.MAIN, ends));
    named(limit, Look.MUTED, Swatch.LINE, ends.getLast());
    return build(id, title, caption, Axis.shares(yTitle, lowest, highest));
  }

  private Chart build(String id, String title, String caption, Axis y) {
    var alt = y.title() + " at " + swept.axisTitle() + ": " + String.join("; ", said) + ".";
    return chart.build(id, title, caption, alt, 300, x, y);
  }

  private void named(String name, Look look, Swatch swatch, Dot end) {
    chart.name(name, look, swatch);
    chart.add(new Label(look, name, end));
  }

  private static String said(List<Dot> medians) {
    var words = new StringBuilder();
    for (var dot : medians) {
      words.append(words.isEmpty() ? " " : ", ");
      words.append(Digits.of(dot.y())).append(" at ").append(Digits.asNeeded(Math.round(dot.x())));
    }
    return words.toString();
  }

  private Markers markers(
      ServerRuns server, List<LoadResult> runs, ToDoubleFunction<LoadResult> figure, double aside) {
    return new Markers(
        server.look(),
        runs.stream()
            .map(run -> new Dot(shifted(swept.of(run), aside), figure.applyAsDouble(run)))
            .toList());
  }

  private List<Dot> medians(List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    var dots = new ArrayList<Dot>();
    for (var value : swept.values(runs)) {
      var there =
          runs.stream().filter(run -> swept.of(run) == value).mapToDouble(figure).boxed().toList();
      for (var one : there) {
        highest = Math.max(highest, one);
        lowest = Math.min(lowest, one);
      }
      dots.add(new Dot(value, MedianInterval.of(there.stream().mapToDouble(one -> one)).median()));
    }
    return dots;
  }

  private double shifted(double value, double share) {
    return x.at(x.position(value) + share);
  }
}
