package toyredis.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.BookPlan;
import toyredis.lab.plan.Runs;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.BookRenderer;
import toyredis.results.Machine;

/** The main job: measures what is missing and renders the lessons. */
@Command(
    name = "book",
    header = "Measure what is missing on this machine and render the lessons.",
    description = {
      "",
      "Measures all five steps (five minutes the first time), keeps each run in results/book/ as"
          + " soon as it is finished, draws the charts and renders the lessons. Stop it with Ctrl-C"
          + " and start it again: it goes on where it was.",
      ""
    })
final class BookCommand implements Callable<Integer> {
  @Option(names = "--fresh", description = "Measure everything again.")
  private boolean fresh;

  @Option(
      names = "--reference",
      description =
          "Measure nothing: render with the reference results that came with the lessons.")
  private boolean reference;

  @Option(names = "--pdf", description = "Make one PDF of the whole book, in place of the pages.")
  private boolean pdf;

  @Option(
      names = "--edition",
      description =
          "Renew docs/book, which shows the lessons on a code-hosting page; with --reference.")
  private boolean edition;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fresh && reference) {
      throw new ParameterException(
          spec.commandLine(), "--fresh measures and --reference does not: choose one");
    }
    if (edition && (pdf || !reference)) {
      throw new ParameterException(
          spec.commandLine(), "--edition is made of the reference results: --reference --edition");
    }
    var checkout = Checkout.ofThisLab();
    var screen = Screen.of(spec.commandLine().getOut());
    AdHoc.requireFolder(checkout.book());
    if (!reference) measure(checkout, screen);
    return render(checkout, reference ? checkout.reference() : checkout.bookResults(), screen);
  }

  private void measure(Checkout checkout, Screen screen) throws IOException, InterruptedException {
    var folder = checkout.bookResults();
    var missing = BookPlan.clear(folder, fresh);
    var runs = new Runs(checkout, screen, BookPlan.runs(), folder);
    if (!missing.isEmpty()) {
      AdHoc.requireFolder(folder);
      awaitRest(checkout, screen);
    }
    runs.measure(missing, "Measuring for the lessons (--fresh measures all again).", "./lab book");
  }

  /** What the build of the lab has left behind passes within seconds. */
  private static void awaitRest(Checkout checkout, Screen screen) throws InterruptedException {
    for (int second = 0; second < 20 && Machine.read(checkout.root()).busy(); second++) {
      screen.status("This machine is busy; waiting for it to come to rest.");
      Thread.sleep(1_000);
    }
  }

  /** Renders in a JVM of its own, with the settings that JRuby needs to be quick. */
  private int render(Checkout checkout, Path results, Screen screen)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(results)) {
      throw new LabException("there are no results in " + Checkout.shown(results));
    }
    var form = pdf ? "pdf" : edition ? "edition" : "site";
    var output = edition ? checkout.docs().resolve("book") : checkout.book();
    screen.print("Rendering the lessons from " + Checkout.shown(results) + " …");
    var renderer =
        Child.of(
                List.of(
                    Checkout.java(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + Scratch.folder(),
                    "-Djruby.compile.mode=OFF",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BookRenderer.class.getName(),
                    results.toString(),
                    checkout.docs().toString(),
                    output.toString(),
                    form))
            .directory(checkout.root().toFile());
    var lines = new ArrayList<String>();
    int exit = Child.run(renderer, lines::add);
    var words = String.join("\n", lines).strip();
    if (exit != 0) {
      var message = "lab book: the lessons were not rendered:\n" + words;
      spec.commandLine().getErr().println(Screen.fitting(message));
      return 1;
    }
    if (!words.isEmpty()) screen.print(words);
    var first = pdf ? "toy-redis.pdf" : edition ? "index.adoc" : "index.html";
    screen.print("The lessons: " + output.resolve(first).toUri());
    screen.next("./lab check 1.1");
    return 0;
  }
}
