package toyredis.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.exercise.Zoo;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;
import toyredis.report.book.Kills;

/** {@code ./lab zoo 2.1}: does the check tell right solutions from wrong ones? */
@Command(
    name = "zoo",
    hidden = true,
    header = "For instructors: try a check with right and wrong solutions: ./lab zoo 2.1",
    description = {
      "",
      "Beside the starter and the reference solution these are the members of the exercise's"
          + " zoo.txt. A right one must pass every time, a wrong one must fail every time, by an"
          + " assertion of the check's.",
      ""
    })
final class ZooCommand implements Callable<Integer> {
  private static final int MOST_CORES = 4; // each check has a JVM of 256 MB

  @Parameters(arity = "0..*", paramLabel = "EXERCISE", description = "Default: all.")
  private List<String> words = List.of();

  @Option(
      names = "--runs",
      description =
          "Runs of each (default: ${DEFAULT-VALUE}); every second one gets a single core, where"
              + " there is taskset.")
  private int runs = 2;

  @Option(names = "--member", paramLabel = "NAME", description = "Only this one.")
  private String member;

  @Option(names = "--verbose", description = "Print what the check says of each.")
  private boolean verbose;

  @Option(names = "--write", description = "Keep the table for the book's instructor page.")
  private boolean write;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1) throw new ParameterException(spec.commandLine(), "--runs is at least 1");
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var shelf = Shelf.of(checkout);
    var chosen =
        words.isEmpty()
            ? shelf.all()
            : words.stream().flatMap(word -> shelf.chosen(word).stream()).toList();
    // two for each core: a check waits for half of its time
    int cores = Math.min(MOST_CORES, Runtime.getRuntime().availableProcessors());
    var zoo = new Zoo(checkout, runs, 2 * cores);
    var found = new ArrayList<Kills>();
    int bad = 0;
    int met = 0;
    for (var exercise : chosen) {
      try {
        screen.print(exercise.id() + " " + Shelf.title(exercise));
        var tried = zoo.of(exercise, this::isWanted, each -> print(screen, each));
        if (tried.isEmpty()) continue; // it has no such member
        met += tried.size();
        bad += (int) tried.stream().filter(each -> !each.good()).count();
        var kills = new Kills(exercise.id(), tried.stream().map(Zoo.Tried::member).toList());
        screen.print(summary(kills));
        found.add(kills);
      } catch (LabException | IOException e) {
        // the others are tried all the same
        Interrupt.check();
        bad++;
        screen.print("! exercise " + exercise.id() + " is broken: " + LabException.message(e));
      }
    }
    if (met == 0 && bad == 0) throw new LabException("there is no member " + member);
    if (write && member == null) keep(checkout, shelf.all(), found);
    screen.print(
        bad == 0
            ? "All as they must."
            : bad + (bad == 1 ? " is" : " are") + " not as they must; see ! above");
    return bad == 0 ? 0 : 1;
  }

  private boolean isWanted(String name) {
    return member == null || member.equals(name);
  }

  private void print(Screen screen, Zoo.Tried tried) {
    var member = tried.member();
    var word = member.right() ? "passed" : "killed";
    screen.printUnfolded(
        "%s %-5s  %-28s %s %d of %d  %5.1f s  %s"
            .formatted(
                tried.good() ? " " : "!",
                member.right() ? "right" : "wrong",
                member.name(),
                word,
                member.asItMust(),
                member.runs(),
                member.seconds(),
                member.sentence()));
    if (verbose || !tried.good()) screen.printUnfolded(tried.report().indent(8).stripTrailing());
  }

  private static String summary(Kills kills) {
    return "  %d of %d right ones passed, %d of %d wrong ones were killed, at most %.1f s"
        .formatted(
            good(kills.right()),
            kills.right().size(),
            good(kills.wrong()),
            kills.wrong().size(),
            kills.seconds());
  }

  private static long good(List<Kills.Member> members) {
    return members.stream().filter(Kills.Member::good).count();
  }

  /** What was not tried now stays as it was found before. */
  private static void keep(Checkout checkout, List<Exercise> all, List<Kills> found)
      throws IOException {
    var before = Kills.read(checkout.root());
    var kept = new ArrayList<Kills>();
    for (var exercise : all) {
      Kills.of(found, exercise).or(() -> Kills.of(before, exercise)).ifPresent(kept::add);
    }
    Kills.write(checkout.root(), kept);
  }
}
