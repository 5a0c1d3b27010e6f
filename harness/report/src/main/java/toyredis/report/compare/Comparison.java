package toyredis.report.compare;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import toyredis.results.LoadResult;

/**
 * Servers side by side, each against the baseline. The unit is a run, never a request; what is
 * compared is the server's figure divided by the baseline's in the same block, since only these two
 * met the same weather on the machine.
 *
 * @param parameter what was swept, {@code "connections"} for one; empty if nothing was
 * @param baseline the server that the others are divided by
 * @param runs of all servers, values and blocks; some may be missing
 */
public record Comparison(String parameter, String baseline, List<ComparedRun> runs) {

  /** The name of the null server, whose runs show what the generator and the kernel can do. */
  public static final String CEILING = "null";

  /**
   * A server at one value of the swept parameter.
   *
   * @param throughput operations per second
   * @param cpu of the server, in microseconds per operation; empty where it is not known
   * @param p50Millis the runs' latency medians
   * @param p99Millis the runs' 99th percentiles of latency
   * @param errors failed operations of all runs, and connections that failed
   * @param bottlenecks of each run in which the generator set the limit, what its result says of it
   * @param throughputRatio against the baseline; empty for the baseline itself and the ceiling
   * @param cpuRatio against the baseline; empty, too, where CPU is not known
   */
  public record Row(
      String server,
      Figure throughput,
      Optional<Figure> cpu,
      Figure p50Millis,
      Figure p99Millis,
      long errors,
      List<String> bottlenecks,
      Optional<MedianInterval> throughputRatio,
      Optional<MedianInterval> cpuRatio) {}

  /** What the runs of a server came to. */
  public record Figure(int runs, double min, double median, double max) {}

  /** Two runs of one block at one value of the swept parameter. */
  public record Pair(LoadResult run, LoadResult baseline) {
    public double ratio(ToDoubleFunction<LoadResult> figure) {
      return figure.applyAsDouble(run) / figure.applyAsDouble(baseline);
    }
  }

  /**
   * Runs of one of the book's experiments: their connections are the value if they differ, their
   * seed tells the block.
   *
   * @param baseline the server that the others are divided by, as it is typed
   */
  public static Comparison ofExperiment(List<LoadResult> runs, String baseline) {
    var swept = SweptParameter.CONNECTIONS.values(runs).size() > 1;
    var base = runs.stream().mapToLong(run -> run.load().seed()).min().orElse(0);
    return new Comparison(
        swept ? SweptParameter.CONNECTIONS.id() : "",
        baseline,
        runs.stream()
            .sorted(comparingInt(run -> run.load().connections()))
            .map(
                run ->
                    new ComparedRun(
                        run.server().typed(),
                        swept ? "" + run.load().connections() : "",
                        (int) (run.load().seed() - base) + 1,
                        run))
            .toList());
  }

  /** The values of the swept parameter, in their order; one empty value if nothing was swept. */
  public List<String> values() {
    return runs.stream().map(ComparedRun::value).distinct().toList();
  }

  /** The servers at a value, in the order of their first runs; those without a run are left out. */
  public List<Row> rows(String value) {
    var servers = runs.stream().map(ComparedRun::server).distinct().toList();
    var rows = new ArrayList<Row>();
    for (var server : servers) {
      var mine = of(server, value);
      if (!mine.isEmpty()) rows.add(row(server, value, mine));
    }
    return rows;
  }

  private Row row(String server, String value, List<ComparedRun> mine) {
    boolean known = mine.stream().allMatch(run -> cpu(run.result()) > 0);
    return new Row(
        server,
        figure(mine, LoadResult::operationsPerSecond),
        known ? Optional.of(figure(mine, Comparison::cpu)) : Optional.empty(),
        figure(mine, result -> result.latency().p50() / 1000),
        figure(mine, result -> result.latency().p99() / 1000),
        mine.stream().mapToLong(run -> errors(run.result())).sum(),
        mine.stream()
            .map(run -> run.result().clientUse().bottleneck())
            .filter(sentence -> !sentence.isEmpty())
            .toList(),
        ratio(server, value, LoadResult::operationsPerSecond),
        ratio(server, value, Comparison::cpu));
  }

  private List<ComparedRun> of(String server, String value) {
    return runs.stream()
        .filter(run -> run.server().equals(server) && run.value().equals(value))
        .toList();
  }

  /** Each run of a server with the baseline's of the same block and value, if there is one. */
  public List<Pair> pairs(String server) {
    return values().stream().flatMap(value -> pairs(server, value).stream()).toList();
  }

  private List<Pair> pairs(String server, String value) {
    var pairs = new ArrayList<Pair>();
    for (var run : of(server, value)) {
      of(baseline, value).stream()
          .filter(base -> base.block() == run.block())
          .forEach(base -> pairs.add(new Pair(run.result(), base.result())));
    }
    return pairs;
  }

  /** Empty where a block's figure is 0, which stands for "not known" or "nothing went through". */
  private Optional<MedianInterval> ratio(
      String server, String value, ToDoubleFunction<LoadResult> figure) {
    if (server.equals(baseline) || server.equals(CEILING)) return Optional.empty();
    var ratios = pairs(server, value).stream().map(pair -> pair.ratio(figure)).toList();
    var known = ratios.stream().allMatch(ratio -> ratio > 0 && Double.isFinite(ratio));
    if (ratios.isEmpty() || !known) return Optional.empty();
    return Optional.of(MedianInterval.of(ratios.stream().mapToDouble(ratio -> ratio)));
  }

  private static double cpu(LoadResult result) {
    return result.serverUse().cpuMicros();
  }

  private static long errors(LoadResult result) {
    return result.totalErrors() + result.failedConnections();
  }

  private static Figure figure(List<ComparedRun> runs, ToDoubleFunction<LoadResult> figure) {
    var values = runs.stream().mapToDouble(run -> figure.applyAsDouble(run.result())).toArray();
    var range = Arrays.stream(values).summaryStatistics();
    var median = MedianInterval.of(Arrays.stream(values)).median();
    return new Figure(values.length, range.getMin(), median, range.getMax());
  }
}
