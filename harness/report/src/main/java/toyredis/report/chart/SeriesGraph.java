package toyredis.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import toyredis.report.chart.Graph.Dot;
import toyredis.report.chart.Graph.Swatch;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.Sample;

/** How a run went, second by second. */
final class SeriesGraph {
  private SeriesGraph() {}

  static boolean hasData(LoadResult run) {
    return run.series().size() > 1;
  }

  /** Throughput and latency of one run that {@linkplain #hasData has a series}. */
  static List<Graph> of(Candidate candidate, LoadResult run) {
    return List.of(throughput(candidate, run), latency(candidate, run));
  }

  private static Graph throughput(Candidate candidate, LoadResult run) {
    ToDoubleFunction<Sample> figure = sample -> sample.operations() / sample.seconds();
    var highest = run.series().stream().mapToDouble(figure).max().orElse(0);
    return graph(
        "series-throughput",
        "Throughput, second by second",
        candidate,
        run,
        figure,
        Axis.upwards("Throughput (operations per second)", highest));
  }

  private static Graph latency(Candidate candidate, LoadResult run) {
    var latencies =
        run.series().stream().mapToDouble(Sample::p99Micros).filter(p99 -> p99 > 0).toArray();
    var range = Arrays.stream(latencies).summaryStatistics();
    return graph(
        "series-latency",
        "Latency, second by second",
        candidate,
        run,
        sample -> sample.p99Micros() / 1000,
        latencies.length == 0
            ? Axis.upwards("Latency, 99th percentile (milliseconds)", 1)
            : Axis.logarithmic(
                "Latency, 99th percentile (milliseconds)",
                range.getMin() / 1000,
                range.getMax() / 1000));
  }

  private static Graph graph(
      String id,
      String title,
      Candidate candidate,
      LoadResult run,
      ToDoubleFunction<Sample> figure,
      Axis y) {
    var graph = new Graph.Builder();
    var warm = run.series().stream().filter(Sample::warmingUp).mapToDouble(Sample::second).max();
    warm.ifPresent(end -> graph.add(new Graph.Band(0, end, "warm-up")));
    var dots =
        run.series().stream()
            .filter(sample -> figure.applyAsDouble(sample) > 0 || !y.logarithmic())
            .map(sample -> new Dot(sample.second(), figure.applyAsDouble(sample)))
            .toList();
    graph.add(new Graph.Line(candidate.look(), Look.Weight.MAIN, dots));
    if (dots.size() <= 40) graph.add(new Graph.Markers(candidate.look(), dots));
    graph.name(
        candidate.label(), candidate.look(), dots.size() <= 40 ? Swatch.MARKED_LINE : Swatch.LINE);
    return graph.build(
        id,
        title,
        title + "; shaded: the warm-up, which is not in the run's figures.",
        240,
        Axis.seconds(run.series().getLast().second()),
        y);
  }
}
