package toyredis.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.results.BenchResult.Score;
import toyredis.results.LoadResult.ClientUse;
import toyredis.results.LoadResult.Latency;
import toyredis.results.LoadResult.Point;
import toyredis.results.LoadResult.ServerUse;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.RaceResult.Check;
import toyredis.results.StallResult.Phase;

/** Results made by hand: no machine measured them. */
public final class Synthetic {
  public static final Instant START = Instant.parse("2001-02-03T04:05:00Z");

  private Synthetic() {}

  /**
   * A whole book: step 1 loses updates, the later steps cost less CPU, step by step; a KEYS stalls
   * the mutex and the event loop, and platform threads take the most memory.
   */
  public static List<Result> book() {
    var results = new ArrayList<Result>();
    for (var step : Step.values()) {
      results.add(race(step, step == Step.NAIVE_MAP ? 17_321 : 0));
      for (int connections : new int[] {500, 800, 1000, 1200}) {
        for (int block = 1; block <= 2; block++) {
          results.add(original(step, connections, block, 0.985 - 0.002 * step.ordinal()));
        }
      }
      for (int block = 1; block <= 6; block++) {
        results.add(saturated(step, block, 14 - step.ordinal() + 0.15 * block));
      }
    }
    for (int block = 1; block <= 6; block++) {
      results.add(of(saturated(Step.EVENT_LOOP, block, 12), "multi-loop", "loop"));
      results.add(pipelined(Step.MUTEX, "", block, 3));
      results.add(pipelined(Step.SINGLE_WRITER, "", block, 2.4));
      results.add(pipelined(Step.SINGLE_WRITER, "batch", block, 1));
      results.add(idle(Step.MUTEX, "platform", block, 75_000));
      results.add(idle(Step.MUTEX, "virtual", block, 9_000));
      results.add(idle(Step.EVENT_LOOP, "loop", block, 3_000));
    }
    for (int connections : new int[] {500, 800, 1000, 1200}) {
      for (int block = 1; block <= 2; block++) {
        results.add(law(Step.MUTEX, connections, block, 0.99));
        results.add(law(Step.READ_WRITE_LOCK, connections, block, 0.985));
      }
    }
    results.add(stall(Step.MUTEX, "", 2, 350, 360));
    results.add(stall(Step.READ_WRITE_LOCK, "", 2, 18, 300));
    results.add(stall(Step.READ_WRITE_LOCK, "concurrent-map", 0.4, 0.5, 0.5));
    results.add(stall(Step.EVENT_LOOP, "", 1.5, 330, 340));
    results.add(profile(Step.NAIVE_MAP, 2_000));
    results.add(profile(Step.EVENT_LOOP, 2_000));
    results.add(bench(50, 90, 20));
    return results;
  }

  public static RaceResult race(Step step, long lostUpdates) {
    var checks =
        List.of(
            new Check("updates", 160_000, lostUpdates, 0, ""),
            new Check("keys", 80_000, lostUpdates / 40, 0, ""),
            new Check("scan", 2_000, 0, lostUpdates > 0 ? 3 : 0, lostUpdates > 0 ? "ERR x" : ""),
            new Check("history", 8_000, 0, lostUpdates > 0 ? 2 : 0, ""));
    return new RaceResult(
        Result.FORMAT,
        "race",
        Result.RACE,
        START.plusSeconds(step.ordinal()).toString(),
        server(step),
        8,
        42,
        checks,
        lostUpdates == 0,
        machine());
  }

  /** The original's load, at this share of its ceiling. */
  public static LoadResult original(Step step, int connections, int block, double shareOfCeiling) {
    var ceiling = connections / 0.0495;
    var settings =
        LoadSettings.closedLoop(connections)
            .withKeys(new Keys(KeyChoice.ONE, 1))
            .withArrivals(Arrivals.closed(0, 99))
            .withTimes(2, 5)
            .withSeed(41 + block);
    var started = START.plusSeconds(120 * block + connections / 10 + step.ordinal());
    return load(Result.ORIGINAL, step, started, settings, ceiling * shareOfCeiling, ceiling, 30);
  }

  /** A run without think time. */
  public static LoadResult saturated(Step step, int block, double cpuMicros) {
    var settings =
        LoadSettings.closedLoop(50)
            .withKeys(new Keys(KeyChoice.UNIFORM, 10_000))
            .withTimes(1, 3)
            .withSeed(block);
    var started = START.plusSeconds(400 + 60 * block + 5 * step.ordinal());
    var throughput = 52_000 + 1_500 * step.ordinal() - 3_000 * block;
    return load(Result.SATURATED, step, started, settings, throughput, 0, cpuMicros);
  }

  /** With 16 requests in a write. */
  public static LoadResult pipelined(Step step, String variant, int block, double cpuMicros) {
    var started = START.plusSeconds(420 + 10 * block + step.ordinal());
    var settings = LoadSettings.closedLoop(50).withPipeline(16).withTimes(1, 1).withSeed(block);
    var run = load(Result.PIPELINED, step, started, settings, 500_000, 0, cpuMicros);
    return of(run, variant, "");
  }

  /** Connections that are idle most of the time. */
  public static LoadResult idle(Step step, String threads, int block, double bytesPerConnection) {
    var started = START.plusSeconds(430 + 10 * block + step.ordinal());
    var settings =
        LoadSettings.closedLoop(2_000)
            .withArrivals(Arrivals.closed(1_000, 5_000))
            .withTimes(1, 1)
            .withSeed(block);
    var run = load(Result.CONNECTIONS, step, started, settings, 600, 667, 40);
    var use = Changed.with(run.serverUse(), "bytesPerConnection", bytesPerConnection);
    return of(Changed.with(run, "serverUse", use), "", threads);
  }

  /** The original's load over a long way, at this share of what the law says. */
  public static LoadResult law(Step step, int connections, int block, double share) {
    var law = connections / 0.2995;
    var settings =
        LoadSettings.closedLoop(connections)
            .withKeys(new Keys(KeyChoice.ONE, 1))
            .withArrivals(Arrivals.closed(0, 99))
            .withTimes(1, 1)
            .withSeed(block);
    var started = START.plusSeconds(450 + 5 * block + step.ordinal());
    return load(Result.LAW, step, started, settings, law * share, law, 30);
  }

  /** Eight rounds of each phase; the lowest is a tenth below the median, the highest above. */
  public static StallResult stall(
      Step step, String variant, double alone, double besideKeys, double besideKeysAndSet) {
    return new StallResult(
        Result.FORMAT,
        "stall",
        Result.STALL,
        START.plusSeconds(500 + step.ordinal()).toString(),
        of(server(step), variant, ""),
        1_500_000,
        List.of(
            phase("alone", alone),
            phase("beside-keys", besideKeys),
            phase("beside-keys-and-set", besideKeysAndSet)),
        machine());
  }

  private static Phase phase(String name, double millis) {
    return new Phase(name, 8, 0.9 * millis, millis, 1.1 * millis);
  }

  /** Network 74 %, threads 6 %, store 5 % of the CPU time. */
  public static ProfileResult profile(Step step, long samples) {
    var cpu = Map.of("network", 7.4, "threads", 0.6, "store", 0.5, "recorder", 3.0, "jvm", 1.5);
    return new ProfileResult(
        Result.FORMAT,
        "profile",
        Result.PROFILE,
        START.plusSeconds(520 + step.ordinal()).toString(),
        server(step),
        LoadSettings.closedLoop(50),
        2,
        100_000,
        50_000,
        new ProfileResult.Time(1_000, 1, 2, 3, 994),
        List.of(),
        List.of(),
        cpu,
        samples,
        100,
        1,
        5,
        machine());
  }

  /** Nanoseconds of an operation with two threads; with long reads a hundred times as many. */
  public static BenchResult bench(double mutex, double readWriteLock, double concurrentMap) {
    var scores = new ArrayList<Score>();
    for (var benchmark : List.of("getOrSet", "getOrKeys")) {
      boolean longReads = benchmark.equals("getOrKeys");
      double share = longReads ? 1 : 0.8;
      double times = longReads ? 100 : 1;
      scores.add(new Score(benchmark, "synchronized", 2, share, times * mutex, times));
      scores.add(new Score(benchmark, "rwlock", 2, share, times * readWriteLock, times));
      scores.add(new Score(benchmark, "concurrent-map", 2, share, times * concurrentMap, times));
    }
    return new BenchResult(
        Result.FORMAT,
        "bench",
        Result.BENCH,
        START.plusSeconds(530).toString(),
        new ServerInfo("stores", "", "platform", List.of("java")),
        scores,
        machine());
  }

  /** The same run of another server; an empty name leaves what is there. */
  public static LoadResult of(LoadResult run, String variant, String threads) {
    return Changed.with(run, "server", of(run.server(), variant, threads));
  }

  private static ServerInfo of(ServerInfo server, String variant, String threads) {
    return new ServerInfo(
        server.name(),
        variant.isEmpty() ? server.variant() : variant,
        threads.isEmpty() ? server.threads() : threads,
        server.command());
  }

  private static LoadResult load(
      String experiment,
      Step step,
      Instant started,
      LoadSettings settings,
      double throughput,
      double ceiling,
      double cpuMicros) {
    var points = new ArrayList<Point>();
    for (double share = 1; share < 200_000; share *= 1.3) {
      var micros =
          400 * Math.pow(share, 0.33) * (1 + 0.13 * step.ordinal()) + 7_000_000 / throughput;
      points.add(new Point(100 - 100 / share, micros));
    }
    var latency = new Latency(500, 900, 2_000, 5_000, 20_000, points);
    return new LoadResult(
        Result.FORMAT,
        "load",
        experiment,
        started.toString(),
        server(step),
        settings,
        settings.seconds(),
        (long) (throughput * settings.seconds()),
        throughput,
        0,
        0,
        Map.of(),
        latency,
        latency,
        ceiling,
        new ServerUse(cpuMicros, 120, 130, 20, 70, 1.5, 0, 3, 9.5),
        new ClientUse(9.5, 0.6, 0, 0, ""),
        List.of(),
        machine());
  }

  /** The same run at another time. */
  public static LoadResult started(LoadResult run, String started) {
    return Changed.with(run, "started", started);
  }

  private static ServerInfo server(Step step) {
    return new ServerInfo(
        step.id(),
        step.variants().getFirst(),
        step.threads().getFirst(),
        List.of("java", "-jar", step.id()));
  }

  public static Machine machine() {
    return new Machine(
        "Abacus 2000", 2, 4096, "Linux 0.0", "25", 1024, 4096, "32768-60999", 0.5, "abc1234");
  }
}
