package toyredis.report.claim;

import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.Result;
import toyredis.results.StallResult.Phase;

/**
 * Decides by the longest GET of one phase of a stall, divided by that of another phase or server.
 * Of each, the lowest and the highest round are known: the true median lies between them unless all
 * rounds fell on one side of it.
 *
 * @param range where the ratio is claimed to be
 */
record StallJudge(When when, When baseline, Range range) implements Judge {
  static final String ALONE = "alone";
  static final String BESIDE_KEYS = "beside-keys";
  static final String BESIDE_KEYS_AND_SET = "beside-keys-and-set";

  /** Both intervals hold together with 97 % then. */
  static final int FEWEST_ROUNDS = 7;

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
        + " rounds";
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
    int rounds = Math.min(mine.rounds(), base.rounds());
    double low = mine.lowestMillis() / base.highestMillis();
    double high = mine.highestMillis() / base.lowestMillis();
    var figures =
        Digits.in(
            "%s: %s, %s: %s; ratio %s [%s–%s] in %d rounds",
            when,
            millis(mine),
            baseline,
            millis(base),
            Digits.of(mine.medianMillis() / base.medianMillis()),
            Digits.of(low),
            Digits.of(high),
            rounds);
    if (rounds < FEWEST_ROUNDS) {
      return Verdict.inconclusive(figures, "It takes " + FEWEST_ROUNDS + " or more to decide.");
    }
    var confidence = Digits.whole(100 - 200 * Math.pow(0.5, rounds - 1)) + " %";
    return range.verdict(new Range.Interval(low, high, confidence), figures);
  }

  private static String millis(Phase phase) {
    return Digits.of(phase.medianMillis()) + " ms";
  }
}
