package toyredis.report.claim;

import static java.util.Comparator.comparingDouble;

import toyredis.report.Measurements;
import toyredis.results.Digits;

/** Decides by the share of a load's ceiling that the runs of several servers reach. */
final class CeilingJudge extends IntervalJudge {
  private final String ceiling;

  /**
   * @param ceiling what it is called: {@code "N/Z"}
   */
  CeilingJudge(String experiment, String ceiling, Range range, String... servers) {
    super(sources(experiment, servers), range);
    this.ceiling = ceiling;
  }

  @Override
  public String rule() {
    return rule("all runs' shares of " + ceiling + ", of every server at every N,");
  }

  @Override
  Evidence evidence(Measurements measurements) {
    var runs = runs(measurements);
    var lowest = runs.stream().min(comparingDouble(IntervalJudge::shareOfCeiling)).orElseThrow();
    var note =
        "the lowest: %s with %s of %s operations/s at N = %s"
            .formatted(
                lowest.server().typed(),
                Digits.whole(lowest.operationsPerSecond()),
                Digits.whole(lowest.ceiling()),
                Digits.whole(lowest.load().connections()));
    var shares = runs.stream().map(IntervalJudge::shareOfCeiling).toList();
    return new Evidence("share of " + ceiling, "run", shares, note);
  }
}
