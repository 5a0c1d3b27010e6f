package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;

/**
 * {@code zoo::[]}: for each exercise the solutions with which its check was tried, and what became
 * of them.
 *
 * @param root the project's
 */
record ZooMacro(Path root) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    call.allow();
    var all = Kills.read(root);
    var lines = new ArrayList<String>();
    for (var exercise : Exercise.all(root)) {
      var about = exercise.about();
      lines.add("=== " + exercise.id() + " " + exercise.task().title());
      lines.add("");
      lines.add(
          "_About %d minutes, %s._ Teaches: %s"
              .formatted(about.minutes(), about.difficulty(), about.teaches()));
      lines.add("");
      var kills = Kills.of(all, exercise);
      if (kills.isPresent()) {
        lines.addAll(table(kills.get()));
      } else {
        lines.add("Its check has not been tried yet: `./lab zoo " + exercise.id() + " --write`.");
      }
      lines.add("");
    }
    return lines;
  }

  private static List<String> table(Kills kills) {
    var lines = new ArrayList<>(List.of("." + summary(kills), "[%collapsible]", "===="));
    lines.addAll(List.of("[cols=\"<2,<5,<2,>1\",options=\"header\"]", "|==="));
    lines.addAll(List.of("|Solution |What it does |Verdict |Seconds", ""));
    for (var member : kills.members()) {
      lines.add(
          "|`+%s+` |%s |%s |%.1f"
              .formatted(
                  member.name(), cell(member.sentence()), verdict(member), member.seconds()));
    }
    lines.addAll(List.of("|===", "===="));
    return lines;
  }

  private static String summary(Kills kills) {
    return "%s; %s; the longest run %.1f s"
        .formatted(
            told(kills.right(), "right", "pass"),
            told(kills.wrong(), "wrong", "are killed"),
            kills.seconds());
  }

  private static String told(List<Kills.Member> members, String which, String what) {
    var good = members.stream().filter(Kills.Member::good).count();
    var runs = members.stream().mapToInt(Kills.Member::runs).min().orElse(0);
    return "%d of %d %s ones %s in each of %d runs"
        .formatted(good, members.size(), which, what, runs);
  }

  private static String cell(String sentence) {
    return Macro.literal(sentence).replace("|", "\\|");
  }

  private static String verdict(Kills.Member member) {
    var word = member.right() ? "passes" : "killed";
    var often = word + ", " + member.asItMust() + " of " + member.runs();
    return member.good() ? often : "*not always* " + often;
  }
}
