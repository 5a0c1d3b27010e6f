package toyredis.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import toyredis.load.LoadResult;
import toyredis.load.LoadRun;
import toyredis.load.Machine;
import toyredis.load.RaceCheck;
import toyredis.load.RaceResult;
import toyredis.load.Result;
import toyredis.load.Results;

/** The main job: measures what is missing and renders the lessons. */
@Command(
    name = "book",
    header = "Measure what is missing on this machine and render the lessons.",
    description = {
      "",
      "Measures all five steps (a few minutes the first time), keeps each run in results/book/ as"
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

  @Option(names = "--help", usageHelp = true, description = "Show this.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fresh && reference) {
      throw new ParameterException(
          spec.commandLine(), "--fresh measures and --reference does not: choose one");
    }
    var checkout = Checkout.ofThisLab();
    var screen = new Screen(spec.commandLine().getOut());
    if (!reference) measure(checkout, screen);
    return render(checkout, reference ? checkout.reference() : checkout.bookResults(), screen);
  }

  private void measure(Checkout checkout, Screen screen) throws IOException, InterruptedException {
    var folder = checkout.bookResults();
    var all = BookPlan.runs();
    var runs = fresh ? all : BookPlan.missing(folder);
    if (runs.isEmpty()) {
      screen.print("All " + all.size() + " runs are there (--fresh measures again).");
      return;
    }
    var kept = all.size() - runs.size();
    screen.print(
        "Measuring %d runs%s, about %s."
            .formatted(
                runs.size(),
                kept == 0 ? "" : " (" + kept + " are there from before; --fresh measures all)",
                minutes(seconds(runs))));
    long begin = System.nanoTime();
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      double left = left(runs, i, begin);
      var where =
          "%s %d/%d  %s left  %s %s"
              .formatted(
                  Screen.bar((double) i / runs.size()),
                  i + 1,
                  runs.size(),
                  minutes(left),
                  run.experiment(),
                  run.step().label());
      screen.status(where);
      var result = run(checkout, run, screen, where);
      Results.write(folder.resolve(run.file()), result);
      screen.print(
          "%3d/%d  %s left  %s"
              .formatted(
                  i + 1, runs.size(), minutes(left(runs, i + 1, begin)), summary(run, result)));
    }
  }

  private static double seconds(List<BookPlan.Run> runs) {
    return runs.stream().mapToDouble(BookPlan.Run::seconds).sum();
  }

  /** Seconds left: the estimate for the other runs, corrected by how the first ones went. */
  private static double left(List<BookPlan.Run> runs, int done, long begin) {
    double estimate = seconds(runs.subList(done, runs.size()));
    if (done == 0) return estimate;
    double took = (System.nanoTime() - begin) / 1e9;
    return estimate * took / seconds(runs.subList(0, done));
  }

  private static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }

  private static Result run(Checkout checkout, BookPlan.Run run, Screen screen, String where)
      throws IOException, InterruptedException {
    try (var server = StepServer.start(checkout, run.step(), List.of())) {
      var machine = Machine.read(checkout.root());
      var target = server.target();
      var result =
          switch (run) {
            case BookPlan.Race race ->
                new RaceCheck(
                        race.experiment(),
                        target,
                        RaceCommand.CLIENTS,
                        1,
                        RaceCommand.PATIENCE,
                        machine)
                    .run(attack -> screen.status(where + ": " + attack));
            case BookPlan.Load load ->
                new LoadRun(
                        load.experiment(), target, load.settings(), LoadCommand.TIMEOUT, machine)
                    .run(new LoadProgress(screen, where + " " + load.part()))
                    .result();
          };
      server.requireAlive();
      Interrupt.check();
      return result;
    }
  }

  private static String summary(BookPlan.Run run, Result result) {
    var name = run.file().replace(".json", "");
    return switch (result) {
      case RaceResult race ->
          "%-24s lost %,d of %,d acknowledged, %,d errors"
              .formatted(
                  name,
                  race.checks().stream().mapToLong(RaceResult.Check::lost).sum(),
                  race.checks().stream().mapToLong(RaceResult.Check::acknowledged).sum(),
                  race.checks().stream().mapToLong(RaceResult.Check::errors).sum());
      case LoadResult load ->
          String.format(
              Locale.ROOT,
              "%-24s %,10.0f ops/s  p99 %.2f ms  %.1f µs/op  %,d errors",
              name,
              load.operationsPerSecond(),
              load.latency().p99() / 1000,
              load.serverCpuMicros(),
              load.totalErrors());
    };
  }

  /** Renders in a JVM of its own, with the settings that JRuby needs to be quick. */
  private int render(Checkout checkout, Path results, Screen screen)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(results)) {
      throw new LabException("there are no results in " + checkout.shown(results));
    }
    screen.print("Rendering the lessons from " + checkout.shown(results) + " …");
    var renderer =
        new ProcessBuilder(
                Checkout.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djruby.compile.mode=OFF",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "toyredis.report.BookRenderer",
                results.toString(),
                checkout.docs().toString(),
                checkout.book().toString())
            .directory(checkout.root().toFile())
            .redirectErrorStream(true)
            .start();
    var killer = new Thread(() -> StepServer.stop(renderer), "stops the renderer");
    Interrupt.addHook(killer);
    renderer.getOutputStream().close();
    var words = new String(renderer.getInputStream().readAllBytes()).strip();
    int exit = renderer.waitFor();
    Interrupt.check();
    Interrupt.removeHook(killer);
    if (exit != 0) {
      spec.commandLine().getErr().println("lab book: the lessons were not rendered:\n" + words);
      return 1;
    }
    if (!words.isEmpty()) screen.print(words);
    screen.print("The lessons: " + checkout.book().resolve("index.html"));
    return 0;
  }
}
