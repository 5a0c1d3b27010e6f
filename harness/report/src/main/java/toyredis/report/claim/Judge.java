package toyredis.report.claim;

import toyredis.report.Measurements;

/** Decides a claim. */
public interface Judge {
  /** The experiment whose results decide; two are joined by "and". */
  String experiment();

  /** How they decide, margin included, in words. */
  String rule();

  /** The same as code. */
  Verdict judge(Measurements measurements);

  /** What there is to say when a server's results are missing. */
  default Verdict notMeasured(String server, String experiment) {
    return Verdict.inconclusive(
        "", "There is no result of " + server + " in the experiment \"" + experiment + "\".");
  }
}
