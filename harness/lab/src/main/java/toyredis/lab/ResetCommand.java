package toyredis.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.exercise.Work;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;

/** {@code ./lab reset 2.1}: the starter is back. */
@Command(
    name = "reset",
    header = "Begin an exercise anew: ./lab reset 2.1; your file is kept beside it.")
final class ResetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", description = "Its number: 2.1 is the first of step 2.")
  private String word;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    var exercise = Shelf.of(Checkout.ofThisLab()).find(word);
    var aside = new Work(exercise).reset();
    for (var file : aside) screen.print("Your file is " + Checkout.shown(file) + " now.");
    var file = exercise.work().resolve(exercise.starter().getFileName());
    screen.print(Checkout.shown(file) + " is the starter" + (aside.isEmpty() ? "." : " again."));
    screen.next("./lab check " + exercise.id());
    return 0;
  }
}
