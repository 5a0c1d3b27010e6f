package toyredis.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.load.LoadResult;
import toyredis.load.LoadResult.ClientUse;
import toyredis.load.LoadResult.Latency;
import toyredis.load.LoadResult.Point;
import toyredis.load.LoadResult.ServerUse;
import toyredis.load.LoadSettings;
import toyredis.load.LoadSettings.Arrivals;
import toyredis.load.LoadSettings.Keys;
import toyredis.load.Machine;
import toyredis.load.RaceResult;
import toyredis.load.RaceResult.Check;
import toyredis.load.Result;
import toyredis.load.ServerInfo;

/** Results made by hand: no machine measured them. */
final class Synthetic {
  static final Instant START = Instant.parse("2001-02-03T04:05:00Z");

  private Synthetic() {}

  /** A whole book: step 1 loses updates, the later steps cost less CPU, step by step. */
  static List<Result> book() {
    var results = new ArrayList<Result>();
    for (var step : Step.values()) {
      results.add(race(step, step == Step.NAIVE_MAP ? 17_321 : 0));
      for (int connections : new int[] {500, 800, 1000, 1200}) {
        results.add(original(step, connections, 0.985 - 0.002 * step.ordinal()));
      }
      for (int repetition = 1; repetition <= 3; repetition++) {
        results.add(saturated(step, repetition, 14 - step.ordinal() + 0.3 * repetition));
      }
    }
    return results;
  }

  static RaceResult race(Step step, long lostUpdates) {
    var checks =
        List.of(
            new Check("updates", 160_000, lostUpdates, 0, ""),
            new Check("keys", 80_000, lostUpdates / 40, 0, ""),
            new Check("scan", 2_000, 0, lostUpdates > 0 ? 3 : 0, lostUpdates > 0 ? "ERR x" : ""));
    return new RaceResult(
        Result.FORMAT,
        "race",
        Measurements.RACE,
        START.plusSeconds(step.ordinal()).toString(),
        server(step),
        8,
        42,
        checks,
        lostUpdates == 0,
        machine());
  }

  /** The original's load, at this share of its ceiling. */
  static LoadResult original(Step step, int connections, double shareOfCeiling) {
    var ceiling = connections / 0.0495;
    var settings =
        LoadSettings.closedLoop(connections)
            .withKeys(new Keys("one", 1))
            .withArrivals(Arrivals.closed(0, 99))
            .withTimes(2, 5)
            .withProfile("original")
            .withSeed(42);
    var started = START.plusSeconds(60 + connections / 10 + step.ordinal());
    return load(
        Measurements.ORIGINAL, step, started, settings, ceiling * shareOfCeiling, ceiling, 30);
  }

  /** A run without think time. */
  static LoadResult saturated(Step step, int repetition, double cpuMicros) {
    var settings =
        LoadSettings.closedLoop(50)
            .withKeys(new Keys("uniform", 10_000))
            .withTimes(1, 3)
            .withSeed(repetition);
    var started = START.plusSeconds(300 + 60 * repetition + 5 * step.ordinal());
    var throughput = 52_000 + 1_500 * step.ordinal() - 3_000 * repetition;
    return load(Measurements.SATURATED, step, started, settings, throughput, 0, cpuMicros);
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
        ceiling > 0 && throughput > 0.9 * ceiling,
        new ServerUse(cpuMicros, 120, 130, 20, 70, 1.5, 0, 3, 9.5),
        new ClientUse(9.5, 0.6, 0, 0, ""),
        List.of(),
        machine());
  }

  /** The same run at another time. */
  static LoadResult started(LoadResult run, String started) {
    return Changed.with(run, "started", started);
  }

  private static ServerInfo server(Step step) {
    return new ServerInfo(step.id(), "default", "virtual", List.of("java", "-jar", step.id()));
  }

  static Machine machine() {
    return new Machine(
        "Abacus 2000", 2, 4096, "Linux 0.0", "25", 1024, 4096, "32768-60999", 0.5, "abc1234");
  }
}
