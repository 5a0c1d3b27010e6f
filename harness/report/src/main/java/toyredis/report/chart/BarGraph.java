package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Graph.Bar;
import toyredis.report.compare.MedianInterval;
import toyredis.results.LoadResult;

/** One bar for each candidate: the median of its runs, the figure behind it, the runs as dots. */
final class BarGraph {
  private final Graph.Builder graph = new Graph.Builder();
  private final List<String> names = new ArrayList<>();
  private final Function<Double, String> format;
  private double longest;

  /**
   * @param format how a figure is written behind its bar
   */
  BarGraph(Function<Double, String> format) {
    this.format = format;
  }

  /** A bar for each candidate that has such figures; those of 0 or less are unknown. */
  static BarGraph of(
      List<Candidate> candidates,
      ToDoubleFunction<LoadResult> figure,
      Function<Double, String> format) {
    var bars = new BarGraph(format);
    for (var candidate : candidates) {
      var values =
          candidate.runs().stream().mapToDouble(figure).filter(value -> value > 0).boxed().toList();
      if (!values.isEmpty()) bars.add(candidate.label(), candidate.look(), values);
    }
    return bars;
  }

  void add(String name, Look look, List<Double> values) {
    names.add(name);
    var median = MedianInterval.of(values.stream().mapToDouble(value -> value)).median();
    var runs = values.size() > 1 ? values : List.<Double>of();
    var sorted = values.stream().sorted().map(format).toList();
    var range = runs.isEmpty() ? "" : sorted.getFirst() + "–" + sorted.getLast();
    graph.add(new Bar(look, -names.size(), median, median, runs, format.apply(median), range));
    longest = values.stream().reduce(longest, Math::max);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** A line that no bar goes beyond. */
  void limit(String name, Look look, double value) {
    var ends = List.of(new Graph.Dot(value, -0.5), new Graph.Dot(value, -names.size() - 0.5));
    graph.add(new Graph.Line(look, Look.Weight.DASHED, ends));
    graph.name(name, look, Graph.Swatch.DASHED_LINE);
    longest = Math.max(longest, value);
  }

  Graph build(String id, String title, String caption, String axisTitle) {
    // room for the figure behind the longest bar
    var x = Axis.across(axisTitle, longest * 1.06);
    return graph.build(id, title, caption, 34 * names.size() + 8, x, Axis.rows(names));
  }
}
