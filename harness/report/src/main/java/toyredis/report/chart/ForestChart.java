package toyredis.report.chart;

import java.util.Optional;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;

/** The ratios of a comparison around 1, each with its interval, in the colour of its verdict. */
public final class ForestChart {
  private ForestChart() {}

  /** Empty where nothing was divided by anything. */
  public static Optional<Chart> of(Comparison comparison) {
    var rows = new RowChart(Digits::of);
    for (var value : comparison.values()) {
      var at = value.isEmpty() ? "" : ", " + comparison.parameter() + " " + value;
      for (var row : comparison.rows(value)) {
        row.cpuRatio()
            .ifPresent(it -> add(rows, row.server() + at + ": CPU", it, "costlier", "cheaper"));
        row.throughputRatio()
            .ifPresent(it -> add(rows, row.server() + at + ": throughput", it, "slower", "faster"));
      }
    }
    if (rows.isEmpty()) return Optional.empty();
    rows.line(Look.MUTED, Look.Weight.DASHED, 1);
    return Optional.of(
        rows.build(
            "ratios",
            "Each server, divided by " + comparison.baseline(),
            "A dot is the median of the blocks' ratios, the line through it its interval. Grey: the"
                + " runs do not decide, since the line touches 1 or there are too few of them."
                + " CPU: server CPU time per operation, better to the left; throughput:"
                + " operations per second, better to the right.",
            Axis.ratios(
                "Ratio to " + comparison.baseline() + " (1 = the same)",
                rows.shortest(),
                rows.longest())));
  }

  /**
   * @param worse the word for a server that does worse than the baseline
   */
  private static void add(
      RowChart rows, String name, MedianInterval ratio, String worse, String better) {
    var lessIsBetter = better.equals("cheaper");
    var verdict = lessIsBetter ? ratio.verdict(worse, better) : ratio.verdict(better, worse);
    var look =
        verdict.equals(better) ? Look.BETTER : verdict.equals(worse) ? Look.WORSE : Look.MUTED;
    rows.interval(
        name, look, ratio.low(), ratio.median(), ratio.high(), ratio.text() + " " + verdict);
  }
}
