package toyredis.report.claim;

import static java.util.stream.Collectors.joining;
import static toyredis.results.Result.ORIGINAL;
import static toyredis.results.Result.RACE;
import static toyredis.results.Result.SATURATED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import toyredis.report.Measurements;
import toyredis.results.LoadResult;
import toyredis.results.RaceResult;
import toyredis.results.Step;

/**
 * A sentence of a lesson that the reader's own results decide. It is data: the lesson names it, and
 * its verdict is computed from whatever was measured.
 *
 * @param id its name in the lessons: {@code claim::naive-map-loses-updates[]}
 * @param sentence what is claimed
 * @param experiment the experiment whose results decide
 * @param rule how they decide, margin included, in words
 * @param judge the same as code
 */
public record Claim(String id, String sentence, String experiment, String rule, Judge judge) {

  /** Decides a claim. */
  @FunctionalInterface
  public interface Judge {
    Verdict judge(Measurements measurements);
  }

  /** Runs of one repetition that began further apart than this were not interleaved. */
  static final Duration SAME_BLOCK = Duration.ofMinutes(15);

  /** Fewer repetitions decide nothing. */
  static final int REPETITIONS = 3;

  /** From this share of the ceiling on, a run is bound by think time. */
  static final double CLOSE_TO_CEILING = 0.9;

  /** All claims of the lessons. */
  public static final List<Claim> ALL =
      List.of(
          new Claim(
              "naive-map-loses-updates",
              "A HashMap shared by threads loses updates that it has acknowledged.",
              RACE,
              "held if step 1 lost at least one acknowledged INCR or SET;"
                  + " a run without a loss decides nothing",
              Claim::naiveMapLoses),
          keeps(Step.MUTEX, "With one lock around every command, nothing acknowledged is lost."),
          keeps(
              Step.READ_WRITE_LOCK,
              "With a read-write lock (many readers or one writer), nothing acknowledged is lost."),
          keeps(
              Step.SINGLE_WRITER,
              "With one thread as owner of the map, nothing acknowledged is lost, with no lock."),
          keeps(
              Step.EVENT_LOOP,
              "With one event loop for everything, nothing acknowledged is lost, with no lock."),
          new Claim(
              "original-bound-by-think-time",
              "Under the original's load every step comes close to the ceiling N/Z: what is"
                  + " measured is the clients' think time.",
              ORIGINAL,
              "held if every step at every N reaches at least 90 % of N/Z",
              Claim::originalBoundByThinkTime),
          new Claim(
              "original-cannot-tell-steps-apart",
              "The original's load cannot tell a mutex from a read-write lock.",
              ORIGINAL,
              "held if the throughputs of steps 2 and 3 differ by at most 5 % at every N at which"
                  + " both reach at least 90 % of N/Z; inconclusive if there is no such N",
              Claim::originalCannotTell),
          ratio(
              "mutex-costs-little",
              "Being correct is cheap: a mutex adds little CPU time to an operation on the naive"
                  + " map.",
              Step.MUTEX,
              Step.NAIVE_MAP,
              Bound.AT_MOST,
              1.10),
          ratio(
              "read-write-lock-saves-nothing",
              "With short commands and 80 % GET, a read-write lock costs no less CPU time than the"
                  + " mutex.",
              Step.READ_WRITE_LOCK,
              Step.MUTEX,
              Bound.AT_LEAST,
              0.95),
          ratio(
              "handover-costs-little",
              "Between virtual threads a hand-over is cheap beside the network: step 4 needs at"
                  + " most a quarter more CPU time per operation than the mutex.",
              Step.SINGLE_WRITER,
              Step.MUTEX,
              Bound.AT_MOST,
              1.25),
          ratio(
              "event-loop-is-cheaper",
              "The event loop, with neither lock nor queue, needs less CPU time per operation than"
                  + " the mutex.",
              Step.EVENT_LOOP,
              Step.MUTEX,
              Bound.AT_MOST,
              0.95));

  /** The claim of this id. */
  public static Optional<Claim> of(String id) {
    return ALL.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }

  /** Decides this claim. */
  public Verdict verdict(Measurements measurements) {
    return judge.judge(measurements);
  }

  private static Verdict naiveMapLoses(Measurements measurements) {
    var race = measurements.race(Step.NAIVE_MAP);
    if (race.isEmpty()) return notMeasured(RACE, Step.NAIVE_MAP);
    var figures = losses(race.get());
    var lost = race.get().checks().stream().mapToLong(RaceResult.Check::lost).sum();
    return lost > 0
        ? Verdict.held(figures, "One lost update is enough: the promise is broken.")
        : Verdict.inconclusive(
            figures,
            "Nothing was lost this time, which is no evidence: a race need not show in a run.");
  }

  private static Claim keeps(Step step, String sentence) {
    return new Claim(
        step.id() + "-loses-nothing",
        sentence,
        RACE,
        "not held if a single acknowledged operation was lost or an answer was wrong",
        measurements -> {
          var race = measurements.race(step);
          if (race.isEmpty()) return notMeasured(RACE, step);
          var figures = losses(race.get());
          var acknowledged =
              race.get().checks().stream().mapToLong(RaceResult.Check::acknowledged).sum();
          if (!race.get().kept()) {
            return Verdict.notHeld(figures, "Something was lost or answered wrongly.");
          }
          return acknowledged == 0
              ? Verdict.inconclusive(figures, "The server acknowledged nothing.")
              : Verdict.held(
                  figures,
                  "The attack found nothing. It can refute the promise, but not prove it: the proof"
                      + " is in the code.");
        });
  }

  private static String losses(RaceResult race) {
    return race.checks().stream()
        .map(
            check ->
                String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d lost%s",
                    check.name(),
                    check.lost(),
                    check.acknowledged(),
                    check.errors() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d errors", check.errors())))
        .collect(joining("; "));
  }

  private static Verdict originalBoundByThinkTime(Measurements measurements) {
    var runs = new ArrayList<LoadResult>();
    for (var step : Step.values()) {
      var ofStep = measurements.loads(ORIGINAL, step);
      if (ofStep.isEmpty()) return notMeasured(ORIGINAL, step);
      runs.addAll(ofStep);
    }
    var failed = failure(runs);
    if (failed.isPresent()) return failed.get();
    var lowest = runs.stream().min(Comparator.comparing(Claim::ofCeiling)).orElseThrow();
    var figures =
        String.format(
            Locale.ROOT,
            "lowest: %s at N = %,d with %,.0f of %,.0f operations/s, %.0f %%",
            lowest.server().name(),
            lowest.load().connections(),
            lowest.operationsPerSecond(),
            lowest.ceiling(),
            100 * ofCeiling(lowest));
    return ofCeiling(lowest) >= CLOSE_TO_CEILING
        ? Verdict.held(figures, "No step was kept from the ceiling by anything of its own.")
        : Verdict.notHeld(
            figures,
            "Something other than the think time was the limit here. On one machine it is most"
                + " often the processor, which client, server and all else share.");
  }

  private static double ofCeiling(LoadResult run) {
    return run.operationsPerSecond() / run.ceiling();
  }

  private static Verdict originalCannotTell(Measurements measurements) {
    var throughput = new TreeMap<Integer, List<LoadResult>>();
    for (var step : List.of(Step.MUTEX, Step.READ_WRITE_LOCK)) {
      var runs = measurements.loads(ORIGINAL, step);
      if (runs.isEmpty()) return notMeasured(ORIGINAL, step);
      var failed = failure(runs);
      if (failed.isPresent()) return failed.get();
      runs.forEach(
          run ->
              throughput
                  .computeIfAbsent(run.load().connections(), n -> new ArrayList<>())
                  .add(run));
    }
    var figures = new ArrayList<String>();
    var leftOut = new ArrayList<String>();
    var apart = false;
    for (var entry : throughput.entrySet()) {
      var n = String.format(Locale.ROOT, "N = %,d", entry.getKey());
      if (entry.getValue().stream().anyMatch(run -> ofCeiling(run) < CLOSE_TO_CEILING)) {
        leftOut.add(n);
        continue;
      }
      var speeds = entry.getValue().stream().mapToDouble(LoadResult::operationsPerSecond);
      var range = speeds.summaryStatistics();
      var difference = range.getMax() / range.getMin() - 1;
      apart |= difference > 0.05;
      figures.add(String.format(Locale.ROOT, "%s: %.1f %%", n, difference * 100));
    }
    var notBound =
        leftOut.isEmpty() ? "" : "not bound by think time: " + String.join(", ", leftOut);
    if (figures.isEmpty()) {
      return Verdict.inconclusive(
          notBound, "One run of each, with another limit than think time, decides nothing.");
    }
    var text =
        "difference at "
            + String.join("; ", figures)
            + (leftOut.isEmpty() ? "" : " (" + notBound + ")");
    return apart
        ? Verdict.notHeld(text, "They differ, although both are close to the same ceiling.")
        : Verdict.held(text, "Two very different locks, one and the same figure.");
  }

  /** On which side of its limit the ratio is claimed to be. */
  private enum Bound {
    AT_LEAST,
    AT_MOST;

    boolean isMet(double ratio, double limit) {
      return this == AT_LEAST ? ratio >= limit : ratio <= limit;
    }
  }

  /** A claim on the server CPU per operation of one step, as a ratio to another's. */
  private static Claim ratio(
      String id, String sentence, Step step, Step baseline, Bound bound, double limit) {
    var rule =
        String.format(
            Locale.ROOT,
            "held if the CPU time per operation, %s divided by %s, is at %s %.2f in every"
                + " repetition; inconclusive if the repetitions disagree",
            step.id(),
            baseline.id(),
            bound == Bound.AT_LEAST ? "least" : "most",
            limit);
    return new Claim(
        id, sentence, SATURATED, rule, results -> judge(results, step, baseline, bound, limit));
  }

  private static Verdict judge(
      Measurements measurements, Step step, Step baseline, Bound bound, double limit) {
    var runs = measurements.loads(SATURATED, step);
    var baselineRuns = measurements.loads(SATURATED, baseline);
    if (runs.isEmpty()) return notMeasured(SATURATED, step);
    if (baselineRuns.isEmpty()) return notMeasured(SATURATED, baseline);
    var failed = failure(runs).or(() -> failure(baselineRuns));
    if (failed.isPresent()) return failed.get();
    var pairs = pairs(runs, baselineRuns);
    if (pairs.size() < REPETITIONS) {
      return Verdict.inconclusive(
          runs.size() + " and " + baselineRuns.size() + " runs",
          "It takes at least " + REPETITIONS + " repetitions of both with the same settings.");
    }
    var ratios = new double[pairs.size()];
    for (int i = 0; i < ratios.length; i++) {
      var run = pairs.get(i).run();
      var other = pairs.get(i).baseline();
      if (run.serverUse().cpuMicros() <= 0 || other.serverUse().cpuMicros() <= 0) {
        return Verdict.inconclusive("", "The server's CPU time could not be read here.");
      }
      var apart = Duration.between(Instant.parse(other.started()), Instant.parse(run.started()));
      if (apart.abs().compareTo(SAME_BLOCK) > 0) {
        return Verdict.inconclusive(
            "repetition " + (i + 1) + " was run " + apart.abs().toMinutes() + " minutes apart",
            "Only runs of one session are compared; measure both again.");
      }
      ratios[i] = run.serverUse().cpuMicros() / other.serverUse().cpuMicros();
    }
    var figures =
        String.format(
            Locale.ROOT,
            "%s / %s by repetition: %s (µs: %s / %s)",
            step.id(),
            baseline.id(),
            Arrays.stream(ratios)
                .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .collect(joining(", ")),
            micros(pairs, Pair::run),
            micros(pairs, Pair::baseline));
    var met = Arrays.stream(ratios).filter(ratio -> bound.isMet(ratio, limit)).count();
    if (met == ratios.length) return Verdict.held(figures, "All repetitions agree.");
    return met == 0
        ? Verdict.notHeld(figures, "All repetitions agree that it is otherwise here.")
        : Verdict.inconclusive(figures, "The repetitions disagree.");
  }

  /** Two runs of one repetition. */
  private record Pair(LoadResult run, LoadResult baseline) {}

  /** Each run with the baseline's of the same settings, seed included, in the order of time. */
  private static List<Pair> pairs(List<LoadResult> runs, List<LoadResult> baselineRuns) {
    var left = new ArrayList<>(baselineRuns);
    var pairs = new ArrayList<Pair>();
    for (var run : runs) {
      left.stream()
          .filter(server -> server.load().equals(run.load()))
          .findFirst()
          .ifPresent(
              baseline -> {
                left.remove(baseline);
                pairs.add(new Pair(run, baseline));
              });
    }
    return pairs;
  }

  private static String micros(List<Pair> pairs, Function<Pair, LoadResult> side) {
    return pairs.stream()
        .map(pair -> String.format(Locale.ROOT, "%.1f", side.apply(pair).serverUse().cpuMicros()))
        .collect(joining(", "));
  }

  private static Verdict notMeasured(String experiment, Step step) {
    return Verdict.inconclusive(
        "", "There is no result of " + step.id() + " in the experiment \"" + experiment + "\".");
  }

  /** A run in which operations failed did other work than the others. */
  private static Optional<Verdict> failure(List<LoadResult> runs) {
    return runs.stream()
        .filter(run -> run.totalErrors() > 0 || run.failedConnections() > 0)
        .findFirst()
        .map(
            run ->
                Verdict.inconclusive(
                    String.format(
                        Locale.ROOT,
                        "%s with %,d connections: %,d failed operations, %,d failed connections",
                        run.server().name(),
                        run.load().connections(),
                        run.totalErrors(),
                        run.failedConnections()),
                    "Runs with failures are not compared."));
  }
}
