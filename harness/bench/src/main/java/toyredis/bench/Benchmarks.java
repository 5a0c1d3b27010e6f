package toyredis.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmark for every store, number of threads and read share, each in a JVM of its own,
 * and writes what JMH found as JSON. Before each it prints which of how many it is.
 */
public final class Benchmarks {
  private static final List<String> STORES =
      List.of("synchronized", "reentrant", "rwlock", "stamped", "concurrent-map", "mailbox");

  /** How much is measured, and for how long. */
  enum Length {
    /** One iteration of one store: only to see that it runs. */
    TRIAL(List.of("rwlock"), List.of(80), List.of(2), 1, 1, 1, 50),
    QUICK(STORES, List.of(80), List.of(1, 2), 1, 2, 5, 200),
    DEFAULT(STORES, List.of(50, 80, 100), List.of(1, 2, 4), 1, 2, 5, 500),
    THOROUGH(STORES, List.of(0, 50, 80, 95, 100), List.of(1, 2, 4, 8), 3, 3, 5, 1000);

    private final List<String> stores;
    private final List<Integer> readShares;
    private final List<Integer> threads;
    private final int forks;
    private final int warmups;
    private final int iterations;
    private final int iterationMillis;

    Length(
        List<String> stores,
        List<Integer> readShares,
        List<Integer> threads,
        int forks,
        int warmups,
        int iterations,
        int iterationMillis) {
      this.stores = stores;
      this.readShares = readShares;
      this.threads = threads;
      this.forks = forks;
      this.warmups = warmups;
      this.iterations = iterations;
      this.iterationMillis = iterationMillis;
    }
  }

  /** One benchmark with all that it depends on, and what to call it while it runs. */
  private record Run(String name, ChainedOptionsBuilder options) {}

  /** Arguments: a {@link Length}, and the file to write. */
  public static void main(String[] args) throws RunnerException {
    Locale.setDefault(Locale.ROOT);
    var length = Length.valueOf(args[0]);
    var runs = runs(length);
    var results = new ArrayList<RunResult>();
    for (var run : runs) {
      System.out.println((results.size() + 1) + "/" + runs.size() + " " + run.name());
      results.add(new Runner(run.options().build()).runSingle());
    }
    ResultFormatFactory.getInstance(ResultFormatType.JSON, args[1]).writeOut(results);
  }

  private static List<Run> runs(Length length) {
    var runs = new ArrayList<Run>();
    for (int threads : length.threads) {
      for (int readShare : length.readShares) {
        for (var store : length.stores) {
          runs.add(
              new Run(
                  "%s, %d %% GET, threads: %d".formatted(store, readShare, threads),
                  options(length, store).param("readShare", "" + readShare).threads(threads)));
        }
      }
    }
    return runs;
  }

  private static ChainedOptionsBuilder options(Length length, String store) {
    var time = TimeValue.milliseconds(length.iterationMillis);
    return new OptionsBuilder()
        .include("^" + StoreBenchmark.class.getName().replace(".", "\\.") + "\\.")
        .param("store", store)
        .forks(length.forks)
        .warmupIterations(length.warmups)
        .warmupTime(time)
        .measurementIterations(length.iterations)
        .measurementTime(time)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
