package toyredis.report;

import java.util.ArrayList;
import java.util.List;
import toyredis.results.BenchResult;
import toyredis.results.BenchResult.Score;
import toyredis.results.Changed;
import toyredis.results.LoadResult;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.StallResult;
import toyredis.results.StallResult.Phase;
import toyredis.results.Step;
import toyredis.results.Synthetic;

/** The book's smaller experiments, made by hand. */
public final class SyntheticExperiments {
  private SyntheticExperiments() {}

  /** The whole book: {@link Synthetic#book} and what is not in it. */
  public static List<Result> book() {
    var results = new ArrayList<>(Synthetic.book());
    for (int block = 1; block <= 6; block++) {
      results.add(
          named(
              Synthetic.saturated(Step.EVENT_LOOP, block, 13 + 0.1 * block), "multi-loop", "loop"));
      results.add(pipelined(Step.MUTEX, "synchronized", block, 2.5 + 0.02 * block));
      results.add(pipelined(Step.SINGLE_WRITER, "per-command", block, 6.1 + 0.03 * block));
      results.add(pipelined(Step.SINGLE_WRITER, "batch", block, 1.1 + 0.01 * block));
    }
    for (int connections : new int[] {500, 800, 1000, 1200}) {
      for (var step : List.of(Step.MUTEX, Step.READ_WRITE_LOCK)) {
        results.add(law(step, connections));
      }
    }
    results.add(connections(Step.MUTEX, "platform", 61_000));
    results.add(connections(Step.MUTEX, "virtual", 9_300));
    results.add(connections(Step.EVENT_LOOP, "loop", 2_100));
    results.add(stall(Step.MUTEX, "synchronized", 370, 371));
    results.add(stall(Step.READ_WRITE_LOCK, "rwlock", 18, 290));
    results.add(stall(Step.READ_WRITE_LOCK, "concurrent-map", 0.5, 0.52));
    results.add(stall(Step.EVENT_LOOP, "single-loop", 410, 412));
    results.add(bench());
    return results;
  }

  private static LoadResult pipelined(Step step, String variant, int block, double cpuMicros) {
    var run = Synthetic.saturated(step, block, cpuMicros);
    run = Changed.with(run, "experiment", Result.PIPELINED);
    run = Changed.with(run, "load", run.load().withPipeline(16));
    return named(run, variant, step.threads().getFirst());
  }

  private static LoadResult law(Step step, int connections) {
    var run = Synthetic.original(step, connections, 1, 0.99);
    var ceiling = connections / 0.2995;
    run = Changed.with(run, "experiment", Result.LAW);
    run = Changed.with(run, "ceiling", ceiling);
    return Changed.with(run, "operationsPerSecond", (0.985 - 0.01 * step.ordinal()) * ceiling);
  }

  private static LoadResult connections(Step step, String threads, double bytes) {
    var run = Synthetic.saturated(step, 1, 12);
    run = Changed.with(run, "experiment", Result.CONNECTIONS);
    run =
        Changed.with(run, "serverUse", Changed.with(run.serverUse(), "bytesPerConnection", bytes));
    return named(run, step.variants().getFirst(), threads);
  }

  private static LoadResult named(LoadResult run, String variant, String threads) {
    return Changed.with(
        run, "server", new ServerInfo(run.server().name(), variant, threads, List.of("java")));
  }

  private static StallResult stall(Step step, String variant, double keys, double set) {
    var phases =
        List.of(
            new Phase("alone", 10, 0.2, 0.3, 0.9),
            new Phase("beside-keys", 10, 0.9 * keys, keys, 1.2 * keys),
            new Phase("beside-keys-and-set", 10, 0.8 * set, set, 1.1 * set));
    return new StallResult(
        Result.FORMAT,
        "stall",
        Result.STALL,
        Synthetic.START.plusSeconds(900).toString(),
        new ServerInfo(step.id(), variant, step.threads().getFirst(), List.of()),
        1_500_000,
        phases,
        Synthetic.machine());
  }

  private static BenchResult bench() {
    var scores = new ArrayList<Score>();
    for (int threads : new int[] {1, 2}) {
      var nanos = 80.0 * threads;
      for (var store : List.of("synchronized", "rwlock", "concurrent-map", "mailbox")) {
        scores.add(new Score("getOrSet", store, threads, 0.8, nanos, nanos / 12));
        nanos = store.equals("concurrent-map") ? 5_000 : nanos * 1.3;
      }
    }
    return new BenchResult(
        Result.FORMAT,
        "bench",
        "bench",
        Synthetic.START.plusSeconds(1000).toString(),
        new ServerInfo("stores", "", "", List.of()),
        scores,
        Synthetic.machine());
  }
}
