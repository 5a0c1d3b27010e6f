package toyredis.report.claim;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Result;
import toyredis.results.Step;

/**
 * Decides by where the true median of some figures lies: held if its whole interval is where the
 * claim says, not held if nothing of it is.
 */
abstract sealed class IntervalJudge implements Judge permits IntervalJudge.Ceiling, RatioJudge {
  /** From this share of the ceiling on, a run is bound by think time. */
  static final double CLOSE_TO_CEILING = 0.9;

  private final String experiment;
  private final List<Step> steps;
  private final double from;
  private final double to;

  /**
   * @param steps whose runs decide
   * @param from where the median is claimed to be at least
   * @param to and at most
   */
  IntervalJudge(String experiment, List<Step> steps, double from, double to) {
    this.experiment = experiment;
    this.steps = steps;
    this.from = from;
    this.to = to;
  }

  /**
   * What decides.
   *
   * @param what in a few words
   * @param of what there is one figure of: {@code "block"}
   * @param figures 0 or not a number where it is not known
   * @param note what else a reader must know; may be empty
   */
  record Evidence(String what, String of, List<Double> figures, String note) {}

  /**
   * @param runs of all the steps, one or more of each, none with failures
   */
  abstract Evidence evidence(List<LoadResult> runs);

  @Override
  public String experiment() {
    return experiment;
  }

  /** The rule for the median of these figures. */
  String rule(String figures) {
    var low = Digits.of(from);
    var range =
        from == 0
            ? "at most " + Digits.of(to)
            : Double.isInfinite(to) ? "at least " + low : "from " + low + " to " + Digits.of(to);
    return "held if the whole interval (95 % or more) for the median of "
        + figures
        + " is "
        + range
        + ", not held if none of it is, else inconclusive";
  }

  @Override
  public Verdict judge(Measurements measurements) {
    var runs = new ArrayList<LoadResult>();
    for (var step : steps) {
      var ofStep = measurements.loads(experiment, step);
      if (ofStep.isEmpty()) return notMeasured(step);
      runs.addAll(ofStep);
    }
    return failure(runs).orElseGet(() -> judge(evidence(runs)));
  }

  private Verdict judge(Evidence evidence) {
    var figures = evidence.figures();
    if (figures.isEmpty()) {
      return Verdict.inconclusive(evidence.note(), "There is nothing to compare.");
    }
    if (!figures.stream().allMatch(figure -> figure > 0 && Double.isFinite(figure))) {
      return Verdict.inconclusive(evidence.note(), "Not every run has this figure here.");
    }
    var interval = MedianInterval.of(figures.stream().mapToDouble(figure -> figure));
    var text =
        evidence.what()
            + ": "
            + interval.text()
            + " in "
            + interval.runs()
            + (interval.runs() == 1 ? " " + evidence.of() : " " + evidence.of() + "s")
            + (evidence.note().isEmpty() ? "" : "; " + evidence.note());
    if (!interval.decisive()) {
      return Verdict.inconclusive(
          text, "It takes " + MedianInterval.FEWEST_DECISIVE + " or more to decide.");
    }
    var confidence = Digits.whole(100 * interval.confidence()) + " %";
    if (interval.liesWithin(from, to)) {
      return Verdict.held(text, "The whole interval (" + confidence + ") agrees.");
    }
    return interval.excludes(from, to)
        ? Verdict.notHeld(text, "The whole interval (" + confidence + ") says otherwise.")
        : Verdict.inconclusive(text, "The interval (" + confidence + ") lies on both sides.");
  }

  /** A run in which operations failed did other work than the others. */
  private static Optional<Verdict> failure(List<LoadResult> runs) {
    return runs.stream()
        .filter(run -> run.totalErrors() > 0 || run.failedConnections() > 0)
        .findFirst()
        .map(
            run ->
                Verdict.inconclusive(
                    run.server().name()
                        + " with "
                        + Digits.whole(run.load().connections())
                        + " connections: "
                        + Digits.whole(run.totalErrors())
                        + " failed operations, "
                        + Digits.whole(run.failedConnections())
                        + " failed connections",
                    "Runs with failures are not compared."));
  }

  static double shareOfCeiling(LoadResult run) {
    return run.operationsPerSecond() / run.ceiling();
  }

  /** Every step comes close to the ceiling N/Z of the original's load. */
  static final class Ceiling extends IntervalJudge {
    Ceiling() {
      super(Result.ORIGINAL, List.of(Step.values()), CLOSE_TO_CEILING, Double.POSITIVE_INFINITY);
    }

    @Override
    public String rule() {
      return rule("all runs' shares of N/Z, of every step at every N,");
    }

    @Override
    Evidence evidence(List<LoadResult> runs) {
      var lowest = runs.stream().min(comparingDouble(IntervalJudge::shareOfCeiling)).orElseThrow();
      var note =
          "the lowest: %s with %s of %s operations/s at N = %s"
              .formatted(
                  lowest.server().name(),
                  Digits.whole(lowest.operationsPerSecond()),
                  Digits.whole(lowest.ceiling()),
                  Digits.whole(lowest.load().connections()));
      var shares = runs.stream().map(IntervalJudge::shareOfCeiling).toList();
      return new Evidence("share of N/Z", "run", shares, note);
    }
  }
}
