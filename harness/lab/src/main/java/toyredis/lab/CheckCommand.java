package toyredis.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Checking;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;

/** {@code ./lab check 2.1}: is the exercise solved? */
@Command(
    name = "check",
    header = "Check an exercise: ./lab check 2.1",
    description = {
      "",
      "The first check puts your file into exercises/; from then on it checks what you wrote there."
          + " Your code runs in a JVM of its own, with 20 seconds and 256 MB.",
      ""
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "EXERCISE",
      description = "Its number: 2.1 is the first of step 2, 2 all of them. Default: list them.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var shelf = Shelf.of(checkout);
    if (words.isEmpty()) return ProgressCommand.list(screen, checkout, shelf);
    var chosen = words.stream().flatMap(word -> shelf.chosen(word).stream()).distinct().toList();
    var unsolved = new ArrayList<Exercise>();
    for (var exercise : chosen) {
      if (exercise != chosen.getFirst()) screen.print("");
      if (!new Checking(checkout, exercise, screen).run()) unsolved.add(exercise);
    }
    if (chosen.size() > 1) {
      screen.print("\n" + (chosen.size() - unsolved.size()) + " of " + chosen.size() + " solved.");
    }
    if (unsolved.isEmpty()) {
      var after = shelf.after(chosen.getLast());
      screen.next(after.map(next -> "./lab check " + next.id()).orElse("./lab progress"));
    } else if (chosen.size() > 1) {
      screen.next("./lab check " + unsolved.getFirst().id());
    }
    return unsolved.isEmpty() ? 0 : 1;
  }
}
