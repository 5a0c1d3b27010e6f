package toyredis.report.claim;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the results say about a claim.
 *
 * @param outcome the verdict
 * @param figures the measured figures that it rests on; empty when there are none
 * @param reason why it is so, in one sentence
 */
public record Verdict(Outcome outcome, String figures, String reason) {

  /** The three verdicts. */
  public enum Outcome {
    HELD("held"),
    NOT_HELD("not held"),
    /** The results do not decide: too few, too noisy, failed, or not measured. */
    INCONCLUSIVE("inconclusive");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** As the pages write it. */
    public String label() {
      return label;
    }
  }

  /** How many there are of each: {@code "8 held, 1 not held, 2 inconclusive"}. */
  public static String tally(List<Verdict> verdicts) {
    var outcomes = verdicts.stream().map(Verdict::outcome).toList();
    return Stream.of(Outcome.values())
        .map(each -> Collections.frequency(outcomes, each) + " " + each.label())
        .collect(joining(", "));
  }

  static Verdict held(String figures, String reason) {
    return new Verdict(Outcome.HELD, figures, reason);
  }

  static Verdict notHeld(String figures, String reason) {
    return new Verdict(Outcome.NOT_HELD, figures, reason);
  }

  static Verdict inconclusive(String figures, String reason) {
    return new Verdict(Outcome.INCONCLUSIVE, figures, reason);
  }
}
