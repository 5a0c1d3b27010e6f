package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.compare.MedianInterval;
import toyredis.results.LoadResult;

/** One bar for each server: the median of its runs, the figure behind it, the runs as dots. */
final class BarChart {
  private final Chart.Builder chart = new Chart.Builder();
  private final List<String> names = new ArrayList<>();
  private final Function<Double, String> format;
  private double longest;

  /**
   * @param format how a figure is written behind its bar
   */
  BarChart(Function<Double, String> format) {
    this.format = format;
  }

  /** A bar for each server that has such figures; those of 0 or less are unknown. */
  static BarChart of(
      List<ServerRuns> servers,
      ToDoubleFunction<LoadResult> figure,
      Function<Double, String> format) {
    var bars = new BarChart(format);
    for (var server : servers) {
      var values =
          server.runs().stream().mapToDouble(figure).filter(value -> value > 0).boxed().toList();
      if (!values.isEmpty()) bars.add(server.label(), server.look(), values);
    }
    return bars;
  }

  void add(String name, Look look, List<Double> values) {
    names.add(name);
    var median = MedianInterval.of(values.stream().mapToDouble(value -> value)).median();
    var runs = values.size() > 1 ? values : List.<Double>of();
    var sorted = values.stream().sorted().map(format).toList();
    var range = runs.isEmpty() ? "" : sorted.getFirst() + "–" + sorted.getLast();
    chart.add(new Bar(look, -names.size(), median, median, runs, format.apply(median), range));
    longest = values.stream().reduce(longest, Math::max);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** A line that no bar goes beyond. */
  void limit(String name, Look look, double value) {
    var ends = List.of(new Chart.Dot(value, -0.5), new Chart.Dot(value, -names.size() - 0.5));
    chart.add(new Chart.Line(look, Look.Weight.DASHED, ends));
    chart.name(name, look, Chart.Swatch.DASHED_LINE);
    longest = Math.max(longest, value);
  }

  Chart build(String id, String title, String caption, String axisTitle) {
    // room for the figure behind the longest bar
    var x = Axis.across(axisTitle, longest * 1.06);
    return chart.build(id, title, caption, 34 * names.size() + 8, x, Axis.rows(names));
  }
}
