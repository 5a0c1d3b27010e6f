package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import toyredis.report.compare.MedianInterval;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** Every chart that a set of load results has the data for. */
public final class LoadCharts {
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
          Digits::of);

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
          Digits::of);

  static final String BARS = " Bars and figures: the median of the runs; dots: the single runs.";

  private static final String NULL_SERVER = "null server";

  private LoadCharts() {}

  /** In the order in which a reader wants them; none when there are no results. */
  public static List<Chart> of(List<LoadResult> results, SweptParameter swept) {
    var footnote = results.isEmpty() ? "" : Footnote.of(results, LoadResult::load);
    return charts(results, swept).stream().map(chart -> chart.withFootnote(footnote)).toList();
  }

  private static List<Chart> charts(List<LoadResult> results, SweptParameter swept) {
    var servers = ServerRuns.of(results);
    var charts = new ArrayList<Chart>();
    if (servers.size() == 1 && servers.getFirst().runs().size() == 1) {
      // a bar by itself compares nothing
      charts.addAll(latencies(servers, swept));
      var run = servers.getFirst().runs().getFirst();
      if (SeriesChart.hasData(run)) charts.addAll(SeriesChart.of(servers.getFirst(), run));
      return charts;
    }
    if (swept == SweptParameter.RATE && RateChart.hasData(servers)) {
      charts.add(RateChart.of(servers));
    } else {
      chart(THROUGHPUT, servers, ServerRuns.nullServer(results), swept).ifPresent(charts::add);
    }
    chart(CPU, servers, List.of(), swept).ifPresent(charts::add);
    charts.addAll(latencies(servers, swept));
    chart(MEMORY, servers, List.of(), swept).ifPresent(charts::add);
    if (swept == SweptParameter.CONNECTIONS) {
      chart(MEMORY_PER_CONNECTION, servers, List.of(), swept).ifPresent(charts::add);
    }
    return charts;
  }

  private static List<Chart> latencies(List<ServerRuns> servers, SweptParameter swept) {
    var charts = new ArrayList<Chart>();
    var runs = servers.stream().flatMap(server -> server.runs().stream()).toList();
    for (double value : swept.values(runs)) {
      var there = servers.stream().map(each -> each.with(run -> swept.of(run) == value)).toList();
      if (!LatencyChart.hasData(there)) continue;
      if (swept == SweptParameter.NONE) {
        charts.add(LatencyChart.of("latency", "Latency by percentile", there));
      } else {
        charts.add(
            LatencyChart.of(
                "latency-" + swept.id() + "-" + Math.round(value),
                "Latency by percentile, " + swept.words(value),
                there));
      }
    }
    return charts;
  }

  /** The figure of every run: lines over the swept parameter, or bars; empty if unknown. */
  private static Optional<Chart> chart(
      Figure figure, List<ServerRuns> servers, List<LoadResult> nullServer, SweptParameter swept) {
    var known =
        servers.stream()
            .map(each -> each.with(run -> figure.of().applyAsDouble(run) > 0))
            .filter(each -> !each.runs().isEmpty())
            .toList();
    if (known.isEmpty()) return Optional.empty();
    var isThroughput = figure == THROUGHPUT;
    var ceiling = known.stream().flatMap(each -> each.runs().stream()).map(LoadResult::ceiling);
    var highest = ceiling.filter(value -> value > 0).reduce(Math::max);
    if (swept == SweptParameter.NONE) {
      var bars = RowChart.of(known, figure.of(), figure.format());
      if (isThroughput) {
        highest.ifPresent(value -> bars.limit(ceilingName(known), Look.MUTED, value));
        if (!nullServer.isEmpty()) {
          var speeds = nullServer.stream().mapToDouble(LoadResult::operationsPerSecond);
          bars.limit(NULL_SERVER, Look.NULL_SERVER, MedianInterval.of(speeds).median());
        }
      }
      var caption = figure.caption() + BARS;
      return Optional.of(bars.build(figure.id(), figure.title(), caption, figure.axisTitle()));
    }
    var title = figure.title() + " over " + swept.shortName();
    if (isThroughput && highest.isPresent()) {
      return Optional.of(shares(figure.id(), title, swept, known));
    }
    var chart = new SweepChart(swept, known);
    if (isThroughput) chart.reference(NULL_SERVER, nullServer, LoadResult::operationsPerSecond);
    chart.runs(figure.of());
    var caption = figure.caption() + " A point for each run, a line through the medians.";
    return Optional.of(chart.build(figure.id(), title, caption, figure.axisTitle()));
  }

  /** Throughput as a share of what the load allows. */
  static Chart shares(String id, String title, SweptParameter swept, List<ServerRuns> servers) {
    var ceiling = ceilingName(servers);
    return new SweepChart(swept, servers)
        .points(LoadCharts::shareOfCeiling)
        .buildShares(
            id,
            title,
            "A dot is a run; servers stand side by side. The line at 100 %% is the %s: no run"
                    .formatted(ceiling)
                + " can be above it but by chance. The axis does not begin at 0.",
            "Throughput (% of the " + ceiling + ")",
            ceiling);
  }

  /** Throughput in per cent of the ceiling; 0 where there is none. */
  static double shareOfCeiling(LoadResult run) {
    return run.ceiling() == 0 ? 0 : 100 * run.operationsPerSecond() / run.ceiling();
  }

  private static String ceilingName(List<ServerRuns> servers) {
    var load = servers.getFirst().runs().getFirst().load();
    return load.arrivals().openLoop() ? "offered rate" : "ceiling N/Z";
  }
}
