package toyredis.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.ExerciseCheck;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;

/** {@code ./lab check 2.1}: is the exercise solved? */
@Command(
    name = "check",
    description = "Check an exercise of a lesson: ./lab check 2.1; without a number, list them.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "EXERCISE",
      description = "Its number: 2.1 is the first of step 2.")
  private List<String> ids = List.of();

  @Option(names = "--hint", description = "Print the hint and check nothing.")
  private boolean hint;

  @Option(names = "--solution", description = "Check the solution instead of your work.")
  private boolean solution;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var all = Exercise.all(checkout.root());
    if (ids.isEmpty()) {
      for (var exercise : all) {
        screen.print(exercise.id() + "  " + Checkout.shown(exercise.starter()));
      }
      screen.next("./lab check " + all.getFirst().id());
      return 0;
    }
    var solved = true;
    for (var id : ids) {
      var exercise =
          all.stream()
              .filter(e -> e.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LabException(
                          "there is no exercise '" + id + "'; ./lab check lists them"));
      if (hint) {
        screen.print(exercise.hint());
        screen.next("./lab check " + id);
        continue;
      }
      var file = Checkout.shown(exercise.starter());
      screen.print("Exercise " + id + ": " + (solution ? "the solution of " : "") + file);
      var work = solution ? exercise.solutions() : exercise.starters();
      var outcome = new ExerciseCheck(checkout, exercise).of(work);
      screen.print(outcome.output().stripTrailing());
      screen.print(outcome.passed() ? "Solved." : "Not yet. A hint: ./lab check " + id + " --hint");
      solved &= outcome.passed();
    }
    if (solved && !hint) {
      int next = all.stream().map(Exercise::id).toList().indexOf(ids.getLast()) + 1;
      screen.next(next < all.size() ? "./lab check " + all.get(next).id() : "./lab book");
    }
    return solved ? 0 : 1;
  }
}
