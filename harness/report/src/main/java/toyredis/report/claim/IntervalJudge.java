package toyredis.report.claim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import toyredis.report.Measurements;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/**
 * Decides by where the true median of some load runs' figures lies: held if its whole interval is
 * where the claim says, not held if nothing of it is.
 */
abstract sealed class IntervalJudge implements Judge permits CeilingJudge, RatioJudge {
  /** From this share of the ceiling on, a run is bound by think time. */
  static final double CLOSE_TO_CEILING = 0.9;

  private final Range range;
  private final List<Source> sources;

  /**
   * @param sources whose runs decide
   * @param range where the median is claimed to be
   */
  IntervalJudge(List<Source> sources, Range range) {
    this.sources = sources;
    this.range = range;
  }

  /**
   * Runs of one server.
   *
   * @param server as on the command line: {@code "step4/batch"}
   */
  record Source(String experiment, String server) {
    List<LoadResult> runs(Measurements measurements) {
      return measurements.loads(experiment, server);
    }
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

  /** From the runs of all the sources, one or more of each, none with failures. */
  abstract Evidence evidence(Measurements measurements);

  @Override
  public String experiment() {
    var experiments = sources.stream().map(Source::experiment).toList();
    return String.join(" and ", new LinkedHashSet<>(experiments));
  }

  /** The rule for the median of these figures. */
  String rule(String figures) {
    return range.rule("the median of " + figures);
  }

  @Override
  public Verdict judge(Measurements measurements) {
    for (var source : sources) {
      if (source.runs(measurements).isEmpty()) {
        return notMeasured(source.server(), source.experiment());
      }
    }
    return failure(runs(measurements)).orElseGet(() -> judge(evidence(measurements)));
  }

  /** Those of all the sources. */
  List<LoadResult> runs(Measurements measurements) {
    return sources.stream().flatMap(source -> source.runs(measurements).stream()).toList();
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
    return range.verdict(new Range.Interval(interval.low(), interval.high(), confidence), text);
  }

  /** A run in which operations failed did other work than the others. */
  private static Optional<Verdict> failure(List<LoadResult> runs) {
    return runs.stream()
        .filter(run -> run.totalErrors() > 0 || run.failedConnections() > 0)
        .findFirst()
        .map(
            run ->
                Verdict.inconclusive(
                    run.server().typed()
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

  static List<Source> sources(String experiment, String... servers) {
    return Stream.of(servers).map(server -> new Source(experiment, server)).toList();
  }
}
