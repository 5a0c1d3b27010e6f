package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Graph.Dot;
import toyredis.report.chart.Graph.Line;
import toyredis.report.chart.Graph.Markers;
import toyredis.report.chart.Graph.Swatch;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** A figure over the swept parameter: a point for each run, and a line through the medians. */
final class SweepGraph {
  private final SweptParameter swept;
  private final List<Candidate> candidates;
  private final Graph.Builder graph = new Graph.Builder();
  private final Axis x;

  /** How far from one another candidates are drawn that lie on one another; a part of the axis. */
  private double aside;

  private String ceilingName;
  private final List<Line> ceilingLines = new ArrayList<>();
  private double highest;

  /**
   * @param candidates with one run or more
   */
  SweepGraph(SweptParameter swept, List<Candidate> candidates) {
    this.swept = swept;
    this.candidates = candidates;
    var runs = candidates.stream().flatMap(candidate -> candidate.runs().stream()).toList();
    x = Axis.through(swept.axisTitle(), swept.values(runs), Digits::asNeeded);
  }

  /** A limit of the runs at each value, {@code 0} where there is none, drawn above each group. */
  SweepGraph ceiling(String name, ToDoubleFunction<LoadResult> limit) {
    var ceilings = new TreeMap<Double, Double>();
    for (var candidate : candidates) {
      for (var run : candidate.runs()) {
        var value = limit.applyAsDouble(run);
        if (value > 0) ceilings.merge(swept.of(run), value, Math::max);
      }
    }
    if (ceilings.isEmpty()) return this;
    // candidates at their ceiling lie on one another: they stand side by side below it
    aside = Math.min(0.02, 0.17 / candidates.size());
    var halfWidth = aside * (candidates.size() / 2.0 + 0.3);
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
  SweepGraph reference(String name, List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    if (runs.isEmpty()) return this;
    var medians = medians(runs, figure, 0);
    graph.add(new Line(Look.NULL_SERVER, Look.Weight.DASHED, medians));
    graph.add(new Markers(Look.NULL_SERVER, medians));
    graph.name(name, Look.NULL_SERVER, Swatch.DASHED_LINE);
    return this;
  }

  /** The figure of every run; those of 0 or less are unknown. */
  SweepGraph runs(ToDoubleFunction<LoadResult> figure) {
    var markers = new ArrayList<Markers>();
    for (var candidate : candidates) {
      var place = candidates.indexOf(candidate) - (candidates.size() - 1) / 2.0;
      var shift = place * aside;
      var known = candidate.runs().stream().filter(run -> figure.applyAsDouble(run) > 0).toList();
      if (known.isEmpty()) continue;
      // below a ceiling the points tell all, and lines would hide it
      var weight = aside == 0 ? Look.Weight.MAIN : Look.Weight.THIN;
      graph.add(new Line(candidate.look(), weight, medians(known, figure, shift)));
      markers.add(
          new Markers(
              candidate.look(),
              known.stream()
                  .map(run -> new Dot(shifted(swept.of(run), shift), figure.applyAsDouble(run)))
                  .toList()));
      graph.name(candidate.label(), candidate.look(), Swatch.MARKED_LINE);
    }
    ceilingLines.forEach(graph::add);
    markers.forEach(graph::add);
    if (ceilingName != null) graph.name(ceilingName, Look.MUTED, Swatch.LINE);
    return this;
  }

  Graph build(String id, String title, String caption, String yTitle) {
    return graph.build(id, title, caption, 300, x, Axis.upwards(yTitle, highest));
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
