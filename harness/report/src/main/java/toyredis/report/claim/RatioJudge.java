package toyredis.report.claim;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.Comparison.Pair;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** Decides by a step's figure divided by another step's, block by block. */
final class RatioJudge extends IntervalJudge {
  /** Runs that began further apart met different weather on the machine. */
  private static final Duration SAME_BLOCK = Duration.ofMinutes(15);

  private final Step step;
  private final Step baseline;
  private final String words;
  private final ToDoubleFunction<LoadResult> figure;

  /** Which pairs are compared: throughput only where think time is the limit of both runs. */
  private final Predicate<Pair> compared;

  private RatioJudge(
      String experiment,
      Step step,
      Step baseline,
      double from,
      double to,
      String words,
      ToDoubleFunction<LoadResult> figure,
      Predicate<Pair> compared) {
    super(experiment, List.of(step, baseline), from, to);
    this.step = step;
    this.baseline = baseline;
    this.words = words;
    this.figure = figure;
    this.compared = compared;
  }

  /** Server CPU per operation with all connections busy: the step's divided by the baseline's. */
  static RatioJudge cpu(Step step, Step baseline, double from, double to) {
    return new RatioJudge(
        Result.SATURATED,
        step,
        baseline,
        from,
        to,
        "CPU time per operation",
        run -> run.serverUse().cpuMicros(),
        pair -> true);
  }

  /** Throughput under the original's load, where both come close to the ceiling. */
  static RatioJudge throughput(Step step, Step baseline, double from, double to) {
    return new RatioJudge(
        Result.ORIGINAL,
        step,
        baseline,
        from,
        to,
        "throughput where both reach 90 % of N/Z",
        LoadResult::operationsPerSecond,
        pair ->
            Math.min(shareOfCeiling(pair.run()), shareOfCeiling(pair.baseline()))
                >= CLOSE_TO_CEILING);
  }

  @Override
  public String rule() {
    return rule(
            "the blocks' ratios (%s, %s divided by %s)".formatted(words, step.id(), baseline.id()))
        + "; two runs that began more than "
        + SAME_BLOCK.toMinutes()
        + " minutes apart are no block";
  }

  @Override
  Evidence evidence(List<LoadResult> runs) {
    var pairs = Comparison.ofExperiment(runs, baseline.id()).pairs(step.id());
    var together = pairs.stream().filter(RatioJudge::sameBlock).toList();
    var chosen = together.stream().filter(compared).toList();
    var apart = pairs.size() - together.size();
    var unbound =
        together.stream()
            .filter(compared.negate())
            .map(pair -> "N = " + Digits.whole(pair.run().load().connections()))
            .distinct()
            .collect(joining(", "));
    var note =
        Stream.of(
                apart == 0 ? "" : apart + " left out, whose runs began too many minutes apart",
                unbound.isEmpty() ? "" : "not bound by think time: " + unbound)
            .filter(text -> !text.isEmpty())
            .collect(joining("; "));
    return new Evidence(
        step.id() + " / " + baseline.id(),
        "block",
        chosen.stream().map(pair -> pair.ratio(figure)).toList(),
        note);
  }

  private static boolean sameBlock(Pair pair) {
    var begun = Instant.parse(pair.run().started());
    return Duration.between(begun, Instant.parse(pair.baseline().started()))
            .abs()
            .compareTo(SAME_BLOCK)
        <= 0;
  }
}
