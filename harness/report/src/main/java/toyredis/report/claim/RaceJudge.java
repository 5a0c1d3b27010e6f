package toyredis.report.claim;

import static java.util.stream.Collectors.joining;

import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** Decides by what a step's race check lost: one loss refutes, no run of attacks proves. */
abstract sealed class RaceJudge implements Judge {
  private final Step step;

  private RaceJudge(Step step) {
    this.step = step;
  }

  abstract Verdict judge(RaceResult race, String losses);

  @Override
  public String experiment() {
    return Result.RACE;
  }

  @Override
  public Verdict judge(Measurements measurements) {
    return measurements
        .race(step)
        .map(race -> judge(race, losses(race)))
        .orElseGet(() -> notMeasured(step));
  }

  private static String losses(RaceResult race) {
    return race.checks().stream()
        .map(
            check ->
                check.name()
                    + ": "
                    + Digits.whole(check.lost())
                    + " of "
                    + Digits.whole(check.acknowledged())
                    + " lost"
                    + (check.errors() == 0 ? "" : ", " + Digits.whole(check.errors()) + " errors"))
        .collect(joining("; "));
  }

  /** The step loses what it has acknowledged. */
  static final class Loses extends RaceJudge {
    Loses(Step step) {
      super(step);
    }

    @Override
    public String rule() {
      return "held if at least one acknowledged INCR or SET was lost; a run without a loss decides"
          + " nothing";
    }

    @Override
    Verdict judge(RaceResult race, String losses) {
      return race.checks().stream().anyMatch(check -> check.lost() > 0)
          ? Verdict.held(losses, "One lost update is enough: the promise is broken.")
          : Verdict.inconclusive(
              losses,
              "Nothing was lost this time, which is no evidence: a race need not show in a run.");
    }
  }

  /** The step loses nothing and answers rightly. */
  static final class Keeps extends RaceJudge {
    Keeps(Step step) {
      super(step);
    }

    @Override
    public String rule() {
      return "not held if a single acknowledged operation was lost or an answer was wrong";
    }

    @Override
    Verdict judge(RaceResult race, String losses) {
      if (!race.kept()) return Verdict.notHeld(losses, "Something was lost or answered wrongly.");
      return race.checks().stream().allMatch(check -> check.acknowledged() == 0)
          ? Verdict.inconclusive(losses, "The server acknowledged nothing.")
          : Verdict.held(
              losses,
              "The attack found nothing. It can refute the promise, but not prove it: the proof is"
                  + " in the code.");
    }
  }
}
