package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.screen.Typo;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.claim.Claim;
import toyredis.report.claim.Verdict;
import toyredis.results.Results;

/** {@code ./lab claims}: what the book's results say about its sentences. */
@Command(
    name = "claims",
    header = "Say what this machine's results say of the lessons' claims.",
    description = {
      "",
      "Each is a sentence of a lesson, its verdict (held, not held, or inconclusive), and the"
          + " figures with their interval, from results/book/. With an ID, how it is decided, too.",
      ""
    })
final class ClaimsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "One claim, with its rule.")
  private String id;

  @Option(
      names = "--reference",
      description = "Judge by the reference results that came with the lessons.")
  private boolean reference;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    var chosen = id == null ? null : named(id); // before anything is read
    var checkout = Checkout.ofThisLab();
    var measurements = measured(reference ? checkout.reference() : checkout.bookResults());
    screen.print("Measured on " + measurements.machine() + ".");
    if (chosen == null) {
      printAll(screen, measurements);
    } else {
      print(screen, chosen, measurements);
    }
    return 0;
  }

  private static Claim named(String id) {
    var ids = Claim.ALL.stream().map(Claim::id).toList();
    return Claim.of(id)
        .orElseThrow(
            () ->
                new LabException(
                    "there is no claim '"
                        + id
                        + "'"
                        + new Typo(id).meant(ids).map(it -> "; did you mean " + it + "?").orElse("")
                        + "; ./lab claims lists them"));
  }

  private static Measurements measured(Path results) throws IOException {
    try {
      return new Measurements(Results.readAll(results));
    } catch (BookException e) {
      throw new LabException(Checkout.shown(results) + ": " + e.getMessage());
    }
  }

  private static void printAll(Screen screen, Measurements measurements) {
    var lesson = "";
    var verdicts = new ArrayList<Verdict>();
    for (var claim : Claim.ALL) {
      if (!claim.lesson().equals(lesson)) {
        lesson = claim.lesson();
        screen.print("\n==== " + lesson + " ====");
      }
      var verdict = claim.verdict(measurements);
      verdicts.add(verdict);
      screen.print("\n" + claim.id() + ": " + verdict.outcome().label());
      screen.print("  " + claim.sentence());
      var figures = verdict.figures().isEmpty() ? verdict.reason() : verdict.figures();
      screen.print("  → " + figures);
    }
    screen.print("\n" + verdicts.size() + " claims: " + Verdict.tally(verdicts));
    screen.next("./lab claims " + Claim.ALL.getFirst().id());
  }

  private static void print(Screen screen, Claim claim, Measurements measurements) {
    var verdict = claim.verdict(measurements);
    screen.print("\nclaim:       " + claim.sentence());
    screen.print("verdict:     " + verdict.outcome().label());
    if (!verdict.figures().isEmpty()) screen.print("figures:     " + verdict.figures());
    screen.print("because:     " + verdict.reason());
    screen.print("rule:        " + claim.judge().rule());
    screen.print("experiment:  " + claim.judge().experiment());
    screen.print("lesson:      " + claim.lesson());
    screen.next("./lab claims");
  }
}
