package toyredis.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Progress;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.exercise.Work;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;
import toyredis.results.text.Table;

/** {@code ./lab progress}: all exercises, and how far the reader is. */
@Command(name = "progress", hidden = true, header = "List all exercises, and how far you are.")
final class ProgressCommand implements Callable<Integer> {
  private static final int USUAL = 80;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    return list(screen, checkout, Shelf.of(checkout));
  }

  /** Prints the table; the exit code. */
  static int list(Screen screen, Checkout checkout, Shelf shelf) throws IOException {
    var progress = Progress.of(checkout.root());
    var table =
        new Table().words("").words("exercise").figure("min", 0).words("size").words("state");
    Exercise next = null;
    int solved = 0;
    for (var exercise : shelf.all()) {
      var about = Shelf.about(exercise);
      var entry = progress.of(exercise);
      if (entry.solved()) solved++;
      if (next == null && !entry.solved() && !entry.givenUp()) next = exercise;
      table.row(
          exercise.id(),
          Shelf.title(exercise),
          String.valueOf(about.minutes()),
          about.difficulty(),
          state(entry, new Work(exercise).isBegun()));
    }
    screen.draw(table.text(Math.min(USUAL, screen.columns())).stripTrailing());
    screen.print(solved + " of " + shelf.all().size() + " solved.");
    screen.next(next == null ? "./lab book" : "./lab check " + next.id());
    return 0;
  }

  private static String state(Progress.Entry entry, boolean begun) {
    if (entry.solved()) return "solved";
    if (entry.givenUp()) return "given up";
    if (entry.hints() > 0) return entry.hints() == 1 ? "1 hint" : entry.hints() + " hints";
    return begun ? "begun" : "not begun";
  }
}
