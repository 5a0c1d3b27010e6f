package toyredis.report.claim;

import toyredis.report.Measurements;
import toyredis.results.Step;

/** Decides a claim. */
public interface Judge {
  /** The experiment whose results decide. */
  String experiment();

  /** How they decide, margin included, in words. */
  String rule();

  /** The same as code. */
  Verdict judge(Measurements measurements);

  /** What there is to say when a step's results are missing. */
  default Verdict notMeasured(Step step) {
    return Verdict.inconclusive(
        "", "There is no result of " + step.id() + " in the experiment \"" + experiment() + "\".");
  }
}
