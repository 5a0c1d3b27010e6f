package toyredis.report.claim;

import static java.util.stream.Collectors.joining;

import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** Decides by what a step's race check found: one loss refutes, no run of attacks proves. */
abstract sealed class RaceJudge implements Judge {
  private final Step step;

  private RaceJudge(Step step) {
    this.step = step;
  }

  abstract Verdict judge(RaceResult race);

  @Override
  public String experiment() {
    return Result.RACE;
  }

  @Override
  public Verdict judge(Measurements measurements) {
    return measurements
        .race(step)
        .map(this::judge)
        .orElseGet(() -> notMeasured(step.id(), Result.RACE));
  }

  private static String figures(RaceResult.Check check) {
    return check.name()
        + ": "
        + Digits.whole(check.lost())
        + " of "
        + Digits.whole(check.acknowledged())
        + " lost"
        + (check.errors() == 0 ? "" : ", " + Digits.whole(check.errors()) + " errors");
  }

  /** One of the attacks breaks the step. */
  static final class Breaks extends RaceJudge {
    private final String attack;

    /**
     * @param attack the check's name; {@code "updates"} and {@code "keys"} are broken by a loss,
     *     the others by an error
     */
    Breaks(Step step, String attack) {
      super(step);
      this.attack = attack;
    }

    private static String errors(RaceResult.Check check) {
      return Digits.in(
          "%s: %,d errors beside %,d operations that were acknowledged",
          check.name(), check.errors(), check.acknowledged());
    }

    private boolean byLoss() {
      return attack.equals("updates") || attack.equals("keys");
    }

    @Override
    public String rule() {
      return byLoss()
          ? "held if the attack \"%s\" lost at least one operation that was acknowledged; a run without a loss decides nothing"
              .formatted(attack)
          : "held if the attack \"%s\" met at least one error; a run without one decides nothing"
              .formatted(attack);
    }

    @Override
    Verdict judge(RaceResult race) {
      for (var check : race.checks()) {
        if (!check.name().equals(attack)) continue;
        var figures = byLoss() ? figures(check) : errors(check);
        if ((byLoss() ? check.lost() : check.errors()) > 0) {
          return Verdict.held(figures, "One is enough: the promise is broken.");
        }
        return Verdict.inconclusive(
            figures,
            "Nothing happened this time, which is no evidence: a race need not show in a run.");
      }
      return notMeasured("the attack \"" + attack + "\"", Result.RACE);
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
    Verdict judge(RaceResult race) {
      var losses = race.checks().stream().map(RaceJudge::figures).collect(joining("; "));
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
