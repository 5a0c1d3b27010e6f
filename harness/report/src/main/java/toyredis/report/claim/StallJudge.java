package toyredis.report.claim;

import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.Result;
import toyredis.results.StallResult.Phase;

/**
 * Decides by the longest GET of one phase of a stall, divided by that of another phase or server.
 * The interval goes from the smallest to the largest ratio of two rounds, one of each side. It
 * misses the true ratio only if all rounds of one side, so scaled, are above all of the other: for
 * n and m rounds in 2 of (n + m over n) orders. That is Moses' interval from the rank sum test, in
 * Hollander, Wolfe and Chicken, <i>Nonparametric Statistical Methods</i>, section 4.3.
 *
 * @param range where the ratio is claimed to be
 */
record StallJudge(When when, When baseline, Range range) implements Judge {
  /** Of each side: four have 97 %, three only 90 %. */
  static final int FEWEST_ROUNDS = 4;

  /**
   * @param server as on the command line
   * @param phase its name
   */
  record When(String server, String phase) {
    private Optional<Phase> in(Measurements measurements) {
      return measurements.stalls().stream()
          .filter(stall -> stall.server().typed().equals(server))
          .flatMap(stall -> stall.phases().stream())
          .filter(each -> each.name().equals(phase))
          .findFirst();
    }

    @Override
    public String toString() {
      return server + " " + phase;
    }
  }

  /** One phase on two servers. */
  static StallJudge of(String phase, String server, String baseline, Range range) {
    return new StallJudge(new When(server, phase), new When(baseline, phase), range);
  }

  @Override
  public String experiment() {
    return Result.STALL;
  }

  @Override
  public String rule() {
    return range.rule(
            "the ratio of the medians (a round's longest GET, %s divided by %s)"
                .formatted(when, baseline))
        + "; the interval goes from lowest / highest to highest / lowest round, and it takes "
        + FEWEST_ROUNDS
        + " rounds of each";
  }

  @Override
  public Verdict judge(Measurements measurements) {
    var mine = when.in(measurements);
    if (mine.isEmpty()) return notMeasured(when.toString(), Result.STALL);
    var base = baseline.in(measurements);
    if (base.isEmpty()) return notMeasured(baseline.toString(), Result.STALL);
    return judge(mine.get(), base.get());
  }

  private Verdict judge(Phase mine, Phase base) {
    if (mine.lowestMillis() <= 0 || base.lowestMillis() <= 0) {
      return Verdict.inconclusive("", "A round without a GET has no longest one.");
    }
    double low = mine.lowestMillis() / base.highestMillis();
    double high = mine.highestMillis() / base.lowestMillis();
    var figures =
        Digits.in(
            "%s: %s, %s: %s; ratio %s [%s–%s] in %d and %d rounds",
            when,
            millis(mine),
            baseline,
            millis(base),
            Digits.of(mine.medianMillis() / base.medianMillis()),
            Digits.of(low),
            Digits.of(high),
            mine.rounds(),
            base.rounds());
    if (Math.min(mine.rounds(), base.rounds()) < FEWEST_ROUNDS) {
      return Verdict.inconclusive(figures, "It takes " + FEWEST_ROUNDS + " or more to decide.");
    }
    var confidence = Digits.whole(100 - 200 / orders(mine.rounds(), base.rounds())) + " %";
    return range.verdict(new Range.Interval(low, high, confidence), figures);
  }

  /** In how many orders n and m rounds can come: n + m over n. */
  private static double orders(int n, int m) {
    double orders = 1;
    for (int i = 1; i <= n; i++) orders = orders * (m + i) / i;
    return orders;
  }

  private static String millis(Phase phase) {
    return Digits.of(phase.medianMillis()) + " ms";
  }
}
