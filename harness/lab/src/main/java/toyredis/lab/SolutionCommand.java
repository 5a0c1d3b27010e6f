package toyredis.lab;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Checking;
import toyredis.lab.exercise.Progress;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;

/** {@code ./lab solution 2.1}: how the reference does it. */
@Command(
    name = "solution",
    hidden = true,
    header = "Show the reference solution of an exercise that you have solved: ./lab solution 2.1",
    description = {"", "Lines that differ from the starter have a + before them.", ""})
final class SolutionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", description = "Its number: 2.1 is the first of step 2.")
  private String word;

  @Option(names = "--give-up", description = "Show it although the exercise is not solved.")
  private boolean giveUp;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var shelf = Shelf.of(checkout);
    var exercise = shelf.find(word);
    if (!Progress.of(checkout.root()).of(exercise).solved()) {
      if (!giveUp) {
        throw new LabException(
            "exercise %1$s is not solved yet: ./lab check %1$s, or ./lab hint %1$s; to see it all the same: ./lab solution %1$s --give-up"
                .formatted(exercise.id()));
      }
      new Checking(checkout, exercise, screen).note(Progress.Entry::left);
    }
    for (var file : Exercise.sources(exercise.solutions())) {
      if (isGiven(exercise, file)) {
        screen.print(Checkout.shown(file) + " is as in the starter.");
        continue;
      }
      screen.print(Checkout.shown(file) + ", + before what is not in the starter:");
      screen.printUnfolded(String.join("\n", marked(exercise, file)));
    }
    screen.next(
        shelf.after(exercise).map(next -> "./lab check " + next.id()).orElse("./lab progress"));
    return 0;
  }

  private static boolean isGiven(Exercise exercise, Path solution) throws IOException {
    var starter = exercise.starters().resolve(solution.getFileName());
    return Files.exists(starter) && Files.mismatch(starter, solution) < 0;
  }

  private static List<String> marked(Exercise exercise, Path solution) throws IOException {
    var starter = exercise.starters().resolve(solution.getFileName());
    List<String> before = Files.exists(starter) ? Files.readAllLines(starter) : List.of();
    var lines = new ArrayList<String>();
    var after = Files.readAllLines(solution);
    for (var delta : DiffUtils.diff(before, after, true).getDeltas()) {
      var sign = delta.getType() == DeltaType.EQUAL ? "  " : "+ ";
      for (var line : delta.getTarget().getLines()) lines.add((sign + line).stripTrailing());
    }
    return lines;
  }
}
