package toyredis.report.claim;

import java.util.List;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.ProfileResult;
import toyredis.results.Result;

/**
 * Decides by the share of a server's CPU time that goes to some uses, the recorder's own left
 * aside. There is one run: the interval covers the sampling, not what another run would show.
 *
 * @param server as on the command line
 * @param uses names in {@link ProfileResult#cpu}
 * @param words what they are together
 * @param range where the share is claimed to be, 0–1
 */
record ProfileJudge(String server, List<String> uses, String words, Range range) implements Judge {
  private static final int FEWEST_SAMPLES = 500;

  /** Of the normal distribution: so many deviations to each side leave 5 % outside. */
  private static final double Z = 1.96;

  @Override
  public String experiment() {
    return Result.PROFILE;
  }

  @Override
  public String rule() {
    return range.rule("the share of %s in %s's CPU time (1: all)".formatted(words, server))
        + "; the interval is that of the samples of one run, and it takes "
        + FEWEST_SAMPLES;
  }

  @Override
  public Verdict judge(Measurements measurements) {
    return measurements.profiles().stream()
        .filter(profile -> profile.server().typed().equals(server))
        .findFirst()
        .map(this::judge)
        .orElseGet(() -> notMeasured(server, Result.PROFILE));
  }

  private Verdict judge(ProfileResult profile) {
    double share = profile.cpuShare(uses);
    var interval = wilson(share, profile.samples());
    var figures =
        Digits.in(
            "%s in %s: %s [%s–%s] of %s samples",
            words,
            server,
            Digits.percent(share),
            Digits.percent(interval.low()),
            Digits.percent(interval.high()),
            Digits.whole(profile.samples()));
    if (profile.samples() < FEWEST_SAMPLES) {
      return Verdict.inconclusive(
          figures, "It takes " + FEWEST_SAMPLES + " samples to decide; Linux alone takes them.");
    }
    return range.verdict(interval, figures);
  }

  /** Wilson's interval for a share among so many samples. */
  private static Range.Interval wilson(double share, long samples) {
    double n = Math.max(1, samples);
    double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    return new Range.Interval(middle - half, middle + half, "95 %");
  }
}
