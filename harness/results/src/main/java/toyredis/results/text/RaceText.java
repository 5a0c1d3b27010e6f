package toyredis.results.text;

import java.util.List;
import toyredis.results.Digits;
import toyredis.results.RaceResult;

/** Race checks in characters. */
public final class RaceText {
  private RaceText() {}

  /** A line per server and attack: what was acknowledged, what of it was lost. */
  public static String of(List<RaceResult> results, int columns) {
    var table =
        new Table()
            .words("server")
            .words("attack")
            .figure("lost", 0)
            .figure("acknowledged", 1)
            .figure("errors", 0)
            .words("first error");
    for (var result : results) {
      var name = ResultText.name(result.server());
      for (var check : result.checks()) {
        table.row(
            name,
            check.name(),
            Digits.whole(check.lost()),
            Digits.whole(check.acknowledged()),
            Digits.whole(check.errors()),
            check.firstError().lines().findFirst().orElse(""));
        name = "";
      }
    }
    var text = new StringBuilder(table.text(columns)).append('\n');
    for (var result : results) {
      for (var check : result.checks()) {
        if (check.firstError().lines().count() < 2) continue;
        text.append(ResultText.name(result.server()))
            .append(": ")
            .append(check.firstError())
            .append("\n\n");
      }
    }
    for (var result : results) text.append(verdict(result)).append('\n');
    return text.toString().stripTrailing();
  }

  /** The verdict on one server in one sentence. */
  public static String verdict(RaceResult result) {
    return result.server().name()
        + (result.kept()
            ? " kept its promise: nothing acknowledged was lost."
            : " broke its promise: see what was lost, and the errors.");
  }
}
