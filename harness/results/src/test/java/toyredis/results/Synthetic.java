package toyredis.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.results.LoadResult.ClientUse;
import toyredis.results.LoadResult.Latency;
import toyredis.results.LoadResult.Point;
import toyredis.results.LoadResult.ServerUse;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.RaceResult.Check;

/** Results made by hand: no machine measured them. */
public final class Synthetic {
  public static final Instant START = Instant.parse("2001-02-03T04:05:00Z");

  private Synthetic() {}

  /** A whole book: step 1 loses updates, the later steps cost less CPU, step by step. */
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
    return results;
  }

  public static RaceResult race(Step step, long lostUpdates) {
    var checks =
        List.of(
            new Check("updates", 160_000, lostUpdates, 0, ""),
            new Check("keys", 80_000, lostUpdates / 40, 0, ""),
            new Check("scan", 2_000, 0, lostUpdates > 0 ? 3 : 0, lostUpdates > 0 ? "ERR x" : ""));
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
