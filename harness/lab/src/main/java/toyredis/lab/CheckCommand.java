package toyredis.lab;

import java.io.IOException;
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
      arity = "1..*",
      paramLabel = "EXERCISE",
      description = "Its number: 2.1 is the first of step 2.")
  private List<String> words;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var shelf = Shelf.of(checkout);
    var solved = true;
    Exercise last = null;
    for (var exercise : words.stream().map(shelf::find).toList()) {
      solved &= new Checking(checkout, exercise, screen).run();
      last = exercise;
    }
    if (solved) {
      screen.next(
          shelf.after(last).map(next -> "./lab check " + next.id()).orElse("./lab progress"));
    }
    return solved ? 0 : 1;
  }
}
