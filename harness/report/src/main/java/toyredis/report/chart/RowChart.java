package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Interval;
import toyredis.report.compare.MedianInterval;
import toyredis.results.LoadResult;

/** A row for each server: a bar from zero, or a dot with its range; the figure at the right. */
final class RowChart {
  private final Chart.Builder chart = new Chart.Builder();
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final Function<Double, String> format;
  private double longest;
  private double shortest = Double.MAX_VALUE;

  /**
   * @param format how a figure is written beside its row
   */
  RowChart(Function<Double, String> format) {
    this.format = format;
  }

  /** A bar for each server that has such figures; those of 0 or less are unknown. */
  static RowChart of(
      List<ServerRuns> servers,
      ToDoubleFunction<LoadResult> figure,
      Function<Double, String> format) {
    var bars = new RowChart(format);
    for (var server : servers) bars.bar(server.label(), server, figure);
    return bars;
  }

  /** A bar for the median of the runs' figures, unless they are unknown. */
  void bar(String name, ServerRuns server, ToDoubleFunction<LoadResult> figure) {
    var known =
        server.runs().stream().mapToDouble(figure).filter(value -> value > 0).boxed().toList();
    if (!known.isEmpty()) bar(name, server.look(), known);
  }

  void bar(String name, Look look, List<Double> figures) {
    var median = MedianInterval.of(figures.stream().mapToDouble(value -> value)).median();
    var runs = figures.size() > 1 ? figures : List.<Double>of();
    var sorted = figures.stream().sorted().map(format).toList();
    var range = runs.isEmpty() ? "" : sorted.getFirst() + "–" + sorted.getLast();
    row(name, format.apply(median) + (range.isEmpty() ? "" : " (" + range + ")"));
    chart.add(new Bar(look, -names.size(), median, median, runs, format.apply(median), range));
    longest = figures.stream().reduce(longest, Math::max);
  }

  /**
   * A dot with a range around it.
   *
   * @param text beside the row
   */
  void interval(String name, Look look, double low, double median, double high, String text) {
    row(name, text);
    chart.add(new Interval(look, -names.size(), low, median, high, text));
    longest = Math.max(longest, high);
    shortest = Math.min(shortest, low);
  }

  /** The same with the median and its range as the text. */
  void interval(String name, Look look, double low, double median, double high) {
    var range = " (" + format.apply(low) + "–" + format.apply(high) + ")";
    interval(name, look, low, median, high, format.apply(median) + range);
  }

  private void row(String name, String value) {
    names.add(name);
    values.add(name + " " + value);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  double longest() {
    return longest;
  }

  double shortest() {
    return shortest;
  }

  /** A line that no bar goes beyond. */
  void limit(String name, Look look, double value) {
    line(look, Look.Weight.DASHED, value);
    chart.name(name, look, Chart.Swatch.DASHED_LINE);
    longest = Math.max(longest, value);
  }

  /** A line from the first row to the last. */
  void line(Look look, Look.Weight weight, double value) {
    var ends = List.of(new Chart.Dot(value, -0.5), new Chart.Dot(value, -names.size() - 0.5));
    chart.add(new Chart.Line(look, weight, ends));
  }

  /** Bars, from zero. */
  Chart build(String id, String title, String caption, String axisTitle) {
    return build(id, title, caption, Axis.across(axisTitle, longest));
  }

  Chart build(String id, String title, String caption, Axis x) {
    var alt = x.title() + ": " + String.join("; ", values) + ".";
    return chart.build(id, title, caption, alt, Chart.ROW * names.size() + 8, x, Axis.rows(names));
  }
}
