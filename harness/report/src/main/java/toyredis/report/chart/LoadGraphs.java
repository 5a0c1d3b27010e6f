package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** Every chart that a set of load results has the data for. */
public final class LoadGraphs {
  /** One figure of a run, larger than 0 where it is known. */
  record Figure(
      String id,
      String title,
      String caption,
      String axisTitle,
      ToDoubleFunction<LoadResult> of,
      Function<Double, String> format) {}

  static final Figure THROUGHPUT =
      new Figure(
          "throughput",
          "Throughput",
          "Operations per second.",
          "Throughput (operations per second)",
          LoadResult::operationsPerSecond,
          Digits::whole);

  static final Figure CPU =
      new Figure(
          "cpu",
          "Server CPU per operation",
          "What an operation costs the server, user and system.",
          "CPU per operation (µs)",
          run -> run.serverUse().cpuMicros(),
          Digits::tenths);

  private static final Figure MEMORY =
      new Figure(
          "memory",
          "Server memory",
          "Resident memory of the server at the end of the run.",
          "Resident memory (MiB)",
          run -> run.serverUse().rssMiB(),
          Digits::whole);

  /** With fewer connections the growth is the heap's, not theirs. */
  private static final int MANY = 1000;

  private static final Figure MEMORY_PER_CONNECTION =
      new Figure(
          "memory-per-connection",
          "Server memory per connection",
          "By how much the server's resident memory grew, divided by the connections, where there"
              + " are a thousand or more.",
          "Memory per connection (KiB)",
          run -> run.load().connections() < MANY ? 0 : run.serverUse().bytesPerConnection() / 1024,
          Digits::tenths);

  private static final String NULL_SERVER = "null server";

  private LoadGraphs() {}

  /** In the order in which a reader wants them; none when there are no results. */
  public static List<Graph> of(List<LoadResult> results, SweptParameter swept) {
    var candidates = Candidate.of(results);
    var graphs = new ArrayList<Graph>();
    if (candidates.size() == 1 && candidates.getFirst().runs().size() == 1) {
      // a bar by itself compares nothing
      graphs.addAll(latencies(candidates, swept));
      var run = candidates.getFirst().runs().getFirst();
      if (SeriesGraph.hasData(run)) graphs.addAll(SeriesGraph.of(candidates.getFirst(), run));
      return graphs;
    }
    if (swept == SweptParameter.RATE && RateGraph.hasData(candidates)) {
      graphs.add(RateGraph.of(candidates));
    } else {
      graph(THROUGHPUT, candidates, Candidate.nullServer(results), swept).ifPresent(graphs::add);
    }
    graph(CPU, candidates, List.of(), swept).ifPresent(graphs::add);
    graphs.addAll(latencies(candidates, swept));
    graph(MEMORY, candidates, List.of(), swept).ifPresent(graphs::add);
    if (swept == SweptParameter.CONNECTIONS) {
      graph(MEMORY_PER_CONNECTION, candidates, List.of(), swept).ifPresent(graphs::add);
    }
    return graphs;
  }

  private static List<Graph> latencies(List<Candidate> candidates, SweptParameter swept) {
    var graphs = new ArrayList<Graph>();
    var runs = candidates.stream().flatMap(candidate -> candidate.runs().stream()).toList();
    for (double value : swept.values(runs)) {
      var there =
          candidates.stream().map(each -> each.with(run -> swept.of(run) == value)).toList();
      if (!LatencyGraph.hasData(there)) continue;
      if (swept == SweptParameter.NONE) {
        graphs.add(LatencyGraph.of("latency", "Latency by percentile", there));
      } else {
        graphs.add(
            LatencyGraph.of(
                "latency-" + swept.id() + "-" + String.format(Locale.ROOT, "%.0f", value),
                "Latency by percentile, " + swept.words(value),
                there));
      }
    }
    return graphs;
  }

  /** The figure of every run: lines over the swept parameter, or bars; empty if unknown. */
  private static Optional<Graph> graph(
      Figure figure,
      List<Candidate> candidates,
      List<LoadResult> nullServer,
      SweptParameter swept) {
    var known =
        candidates.stream()
            .map(each -> each.with(run -> figure.of().applyAsDouble(run) > 0))
            .filter(each -> !each.runs().isEmpty())
            .toList();
    if (known.isEmpty()) return Optional.empty();
    var isThroughput = figure == THROUGHPUT;
    if (swept == SweptParameter.NONE) {
      var bars = BarGraph.of(known, figure.of(), figure.format());
      if (isThroughput) {
        ceiling(known).ifPresent(ceiling -> bars.limit(ceilingName(known), Look.MUTED, ceiling));
        if (!nullServer.isEmpty()) {
          var speeds = nullServer.stream().mapToDouble(LoadResult::operationsPerSecond);
          bars.limit(NULL_SERVER, Look.NULL_SERVER, MedianInterval.of(speeds).median());
        }
      }
      var caption = figure.caption() + " Bars: median of the runs; dots: the single runs.";
      return Optional.of(bars.build(figure.id(), figure.title(), caption, figure.axisTitle()));
    }
    var graph = new SweepGraph(swept, known);
    if (isThroughput) {
      graph.ceiling(ceilingName(known), LoadResult::ceiling);
      graph.reference(NULL_SERVER, nullServer, LoadResult::operationsPerSecond);
    }
    graph.runs(figure.of());
    var title = figure.title() + " over " + swept.shortName();
    var caption = figure.caption() + " A point for each run, a line through the medians.";
    return Optional.of(graph.build(figure.id(), title, caption, figure.axisTitle()));
  }

  private static Optional<Double> ceiling(List<Candidate> candidates) {
    return candidates.stream()
        .flatMap(candidate -> candidate.runs().stream())
        .map(LoadResult::ceiling)
        .filter(ceiling -> ceiling > 0)
        .reduce(Math::max);
  }

  private static String ceilingName(List<Candidate> candidates) {
    var load = candidates.getFirst().runs().getFirst().load();
    return load.arrivals().openLoop() ? "offered rate" : "ceiling N/Z";
  }
}
