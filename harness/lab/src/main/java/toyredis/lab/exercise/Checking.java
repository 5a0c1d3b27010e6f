package toyredis.lab.exercise;

import java.io.IOException;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;

/** Checks the reader's work on an exercise, and tells what came of it. */
public record Checking(Checkout checkout, Exercise exercise, Screen screen) {

  /** Makes the reader's files where they are missing, and says where they are. */
  public void begin() throws IOException {
    var made = new Work(exercise).begin();
    if (made.isEmpty()) return;
    screen.print(
        Checkout.shown(made.size() == 1 ? made.getFirst() : exercise.work())
            + (made.size() == 1
                ? " is yours now"
                : " is yours now, %d files".formatted(made.size()))
            + "; the first comment of "
            + exercise.starter().getFileName()
            + " says what to do. It is the starter, which fails:");
  }

  /** Whether it is solved. */
  public boolean run() throws IOException, InterruptedException {
    begin();
    screen.status("checking exercise " + exercise.id());
    ExerciseCheck.Outcome outcome;
    try (var check = ExerciseCheck.of(checkout, exercise)) {
      outcome = check.of(new Work(exercise).folder());
    }
    screen.clearStatus();
    var file = exercise.work().resolve(exercise.starter().getFileName());
    screen.print(
        "Exercise %s: %s%s"
            .formatted(
                exercise.id(),
                Checkout.shown(file),
                outcome.ran() ? " (%.1f s)".formatted(outcome.seconds()) : ""));
    if (!outcome.output().isBlank()) outcome.output().stripTrailing().lines().forEach(this::print);
    if (!outcome.passed()) {
      screen.print("Not yet. A hint: ./lab hint " + exercise.id());
      return false;
    }
    var about = Shelf.about(exercise);
    screen.print("Solved. Yours may be another way than the reference solution's:");
    screen.printProse("\nThe reference: " + AsText.of(about.solved()));
    screen.printProse("\nThe usual mistake: " + AsText.of(about.usualMistake()));
    screen.print("\nThe reference solution: ./lab solution " + exercise.id());
    note(Progress.Entry::passed);
    return true;
  }

  /** Sentences are folded; what is further to the right has columns. */
  private void print(String line) {
    if (line.matches(" {0,4}\\S.*")) screen.print(line);
    else screen.printUnfolded(line);
  }

  /** Notes how far the reader is; where that cannot be written, the reader is told. */
  public void note(java.util.function.UnaryOperator<Progress.Entry> change) {
    try {
      Progress.of(checkout.root()).change(exercise, change);
    } catch (IOException e) {
      screen.print("This could not be noted for ./lab progress: " + LabException.message(e));
    }
  }
}
