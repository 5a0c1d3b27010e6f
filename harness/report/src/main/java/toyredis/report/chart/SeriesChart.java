package toyredis.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Swatch;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.Sample;

/** How a run went, second by second. */
final class SeriesChart {
  private SeriesChart() {}

  static boolean hasData(LoadResult run) {
    return run.series().size() > 1;
  }

  /** Throughput and latency of one run that {@linkplain #hasData has a series}. */
  static List<Chart> of(ServerRuns server, LoadResult run) {
    return List.of(throughput(server, run), latency(server, run));
  }

  private static Chart throughput(ServerRuns server, LoadResult run) {
    ToDoubleFunction<Sample> figure = sample -> sample.operations() / sample.seconds();
    var highest = run.series().stream().mapToDouble(figure).max().orElse(0);
    return chart(
        "series-throughput",
        "Throughput, second by second",
        server,
        run,
        figure,
        Axis.upwards("Throughput (operations per second)", highest));
  }

  private static Chart latency(ServerRuns server, LoadResult run) {
    var latencies =
        run.series().stream().mapToDouble(Sample::p99Micros).filter(p99 -> p99 > 0).toArray();
    var range = Arrays.stream(latencies).summaryStatistics();
    return chart(
        "series-latency",
        "Latency, second by second",
        server,
        run,
        sample -> sample.p99Micros() / 1000,
        latencies.length == 0
            ? Axis.upwards("Latency, 99th percentile (milliseconds)", 1)
            : Axis.logarithmic(
                "Latency, 99th percentile (milliseconds)",
                range.getMin() / 1000,
                range.getMax() / 1000));
  }

  private static Chart chart(
      String id,
      String title,
      ServerRuns server,
      LoadResult run,
      ToDoubleFunction<Sample> figure,
      Axis y) {
    var chart = new Chart.Builder();
    var warm = run.series().stream().filter(Sample::warmingUp).mapToDouble(Sample::second).max();
    warm.ifPresent(end -> chart.add(new Chart.Band(0, end, "warm-up")));
    var dots =
        run.series().stream()
            .filter(sample -> figure.applyAsDouble(sample) > 0 || !y.logarithmic())
            .map(sample -> new Dot(sample.second(), figure.applyAsDouble(sample)))
            .toList();
    chart.add(new Chart.Line(server.look(), Look.Weight.MAIN, dots));
    if (dots.size() <= 40) chart.add(new Chart.Markers(server.look(), dots));
    chart.name(server.label(), server.look(), dots.size() <= 40 ? Swatch.MARKED_LINE : Swatch.LINE);
    return chart.build(
        id,
        title,
        title + "; shaded: the warm-up, which is not in the run's figures.",
        "%s: from %s to %s."
            .formatted(
                y.title(),
                Digits.of(dots.stream().mapToDouble(Dot::y).min().orElse(0)),
                Digits.of(dots.stream().mapToDouble(Dot::y).max().orElse(0))),
        240,
        Axis.seconds(run.series().getLast().second()),
        y);
  }
}
