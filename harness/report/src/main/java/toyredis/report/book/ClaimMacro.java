package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.claim.Claim;

/** {@code claim::event-loop-is-cheaper[]}: a sentence, its verdict, and how that came about. */
record ClaimMacro(Measurements measurements) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException {
    call.allow();
    var claim =
        Claim.of(call.target())
            .orElseThrow(
                () -> Macro.unknown("claim", call.target(), Claim.ALL.stream().map(Claim::id)));
    var verdict = claim.verdict(measurements);
    var outcome = verdict.outcome().label();
    var lines = new ArrayList<String>();
    lines.add("[.claim." + outcome.replace(' ', '-') + "%unbreakable#claim-" + claim.id() + "]");
    lines.add(".Claim: " + outcome);
    lines.add("--");
    lines.addAll(List.of("[.sentence]", Macro.literal(claim.sentence()), ""));
    if (!verdict.figures().isEmpty()) {
      lines.addAll(List.of("[.measured]", Macro.literal(verdict.figures()), ""));
    }
    lines.addAll(List.of("[.reason]", Macro.literal(verdict.reason()), ""));
    lines.addAll(List.of("[%collapsible]", ".How this is decided", FOLDED));
    lines.add(
        "Experiment `%s`; %s."
            .formatted(claim.judge().experiment(), Macro.literal(claim.judge().rule())));
    lines.addAll(List.of(FOLDED, "--"));
    return lines;
  }
}
