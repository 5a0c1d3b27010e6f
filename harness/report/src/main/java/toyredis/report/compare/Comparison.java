package toyredis.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
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

  /** Fewer runs on a side cannot bring an exact p below 0.1. */
  private static final int RUNS_FOR_P = 4;

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
      Optional<Ratio> throughputRatio,
      Optional<Ratio> cpuRatio) {}

  /** What the runs of a server came to. */
  public record Figure(int runs, double min, double median, double max) {}

  /**
   * A server's figure divided by the baseline's, block by block.
   *
   * @param interval of the ratios' median
   * @param p of the exact Mann-Whitney test, two-sided; empty with fewer than four runs a side, or
   *     when values tie
   */
  public record Ratio(MedianInterval interval, Optional<Double> p) {
    /** {@code more} or {@code less} when the runs decide, else {@code "inconclusive"}. */
    public String verdict(String more, String less) {
      if (!interval.excludes(1)) return "inconclusive";
      return interval.median() > 1 ? more : less;
    }
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

  /** Empty where a block's figure is 0, which stands for "not known" or "nothing went through". */
  private Optional<Ratio> ratio(String server, String value, ToDoubleFunction<LoadResult> figure) {
    if (server.equals(baseline) || server.equals(CEILING)) return Optional.empty();
    var over = new ArrayList<Double>();
    var under = new ArrayList<Double>();
    for (var run : of(server, value)) {
      for (var base : of(baseline, value)) {
        if (base.block() != run.block()) continue;
        over.add(figure.applyAsDouble(run.result()));
        under.add(figure.applyAsDouble(base.result()));
      }
    }
    if (over.isEmpty() || over.contains(0.0) || under.contains(0.0)) return Optional.empty();
    var ratios = new double[over.size()];
    for (int i = 0; i < ratios.length; i++) ratios[i] = over.get(i) / under.get(i);
    return Optional.of(
        new Ratio(MedianInterval.of(DoubleStream.of(ratios)), mannWhitney(over, under)));
  }

  /** The exact distribution of U is known only where no two values are the same. */
  private static Optional<Double> mannWhitney(List<Double> a, List<Double> b) {
    long different = DoubleStream.concat(doubles(a), doubles(b)).distinct().count();
    if (Math.min(a.size(), b.size()) < RUNS_FOR_P || different < a.size() + b.size()) {
      return Optional.empty();
    }
    var test = MannWhitneyUTest.withDefaults().with(PValueMethod.EXACT);
    return Optional.of(test.test(doubles(a).toArray(), doubles(b).toArray()).getPValue());
  }

  private static DoubleStream doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static double cpu(LoadResult result) {
    return result.serverUse().cpuMicros();
  }

  private static long errors(LoadResult result) {
    return result.totalErrors() + result.failedConnections();
  }

  private static Figure figure(List<ComparedRun> runs, ToDoubleFunction<LoadResult> figure) {
    var sorted = runs.stream().mapToDouble(run -> figure.applyAsDouble(run.result())).sorted();
    var values = sorted.toArray();
    double median = MedianInterval.of(DoubleStream.of(values)).median();
    return new Figure(values.length, values[0], median, values[values.length - 1]);
  }
}
