package toyredis.results.text;

import static toyredis.results.StallResult.ALONE;
import static toyredis.results.StallResult.BESIDE_KEYS;
import static toyredis.results.StallResult.BESIDE_KEYS_AND_SET;

import java.util.List;
import java.util.stream.Collectors;
import toyredis.results.Digits;
import toyredis.results.StallResult;
import toyredis.results.StallResult.Phase;

/** What GETs waited for beside a KEYS, in characters. */
public final class StallText {
  private StallText() {}

  /** A line per server and phase, and what follows from them. */
  public static String of(List<StallResult> results, int columns) {
    var table =
        new Table()
            .words("server")
            .words("phase")
            .figure("median ms", 0)
            .figure("lowest–highest", 1)
            .figure("rounds", 2);
    for (var result : results) {
      var name = ResultText.name(result.server());
      for (var phase : result.phases()) {
        table.row(
            name,
            phase.name(),
            Digits.of(phase.medianMillis()),
            Digits.of(phase.lowestMillis()) + "–" + Digits.of(phase.highestMillis()),
            "" + phase.rounds());
        name = "";
      }
    }
    var counts =
        results.stream()
            .map(result -> Digits.whole(result.keys()))
            .distinct()
            .collect(Collectors.joining(" or "));
    var text = new StringBuilder();
    text.append("The longest GET while one KEYS runs over ").append(counts).append(" keys:\n\n");
    text.append(table.text(columns)).append('\n');
    for (var result : results) text.append(finding(result)).append('\n');
    return text.toString().stripTrailing();
  }

  /** What the phases say, in a sentence: only what no round contradicts is called longer. */
  static String finding(StallResult result) {
    var alone = result.phase(ALONE);
    var beside = result.phase(BESIDE_KEYS);
    var withSet = result.phase(BESIDE_KEYS_AND_SET);
    return Digits.in(
        "%s: the longest GET takes %s ms beside a KEYS and %s ms alone, %s; with SETs too it takes"
            + " %s ms, %s.",
        ResultText.name(result.server()),
        Digits.of(beside.medianMillis()),
        Digits.of(alone.medianMillis()),
        difference(beside, alone),
        Digits.of(withSet.medianMillis()),
        difference(withSet, beside));
  }

  private static String difference(Phase a, Phase b) {
    if (a.longerThan(b)) return "longer in every round";
    return b.longerThan(a)
        ? "shorter in every round"
        : "but the rounds overlap, so no difference is shown";
  }

  /** A result in a few words, for a list of runs. */
  public static String summary(StallResult result) {
    return "longest GET "
        + result.phases().stream()
            .map(phase -> Digits.of(phase.medianMillis()) + " ms " + phase.name())
            .collect(Collectors.joining(", "));
  }
}
