package toyredis.lab;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.AsText;
import toyredis.lab.exercise.Checking;
import toyredis.lab.exercise.Progress;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;

/** {@code ./lab hint 2.1}: one more hint. */
@Command(
    name = "hint",
    hidden = true,
    header = "Show one more hint on an exercise: ./lab hint 2.1",
    description = {
      "",
      "The first is a question, the second names the means, the third is nearly code.",
      ""
    })
final class HintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", description = "Its number: 2.1 is the first of step 2.")
  private String word;

  @Option(names = "--all", description = "Show all of them.")
  private boolean everything;

  @Spec private CommandSpec spec;

  private static void print(Screen screen, String line) {
    if (line.startsWith("    ")) screen.printUnfolded(line); // code
    else screen.printProse(line);
  }

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var shelf = Shelf.of(checkout);
    var exercise = shelf.find(word);
    var hints = Shelf.about(exercise).hints();
    var entry = Progress.of(checkout.root()).of(exercise);
    int before = entry.hints();
    int shown = everything ? hints.size() : Math.min(before + 1, hints.size());
    for (int i = 0; i < shown; i++) {
      if (i > 0) screen.print("");
      screen.print("Hint " + (i + 1) + " of " + hints.size());
      AsText.of(hints.get(i)).lines().forEach(line -> print(screen, line));
    }
    new Checking(checkout, exercise, screen).note(noted -> noted.withHints(shown));
    if (before >= hints.size()) screen.print("\nThese are all hints.");
    var next = entry.solved() ? shelf.after(exercise) : Optional.of(exercise);
    screen.next(next.map(each -> "./lab check " + each.id()).orElse("./lab progress"));
    return 0;
  }
}
