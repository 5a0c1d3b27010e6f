package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import toyredis.lab.doctor.Diagnosis;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.LoadProgress;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.StepServer;
import toyredis.load.LoadRun;
import toyredis.load.race.RaceCheck;
import toyredis.results.BenchResult;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.text.ResultText;

/**
 * Makes the book's runs, each with a fresh server, and keeps each result as soon as it is there.
 */
public record BookMeasurements(Checkout checkout, Screen screen) {

  /**
   * Makes the runs whose results are missing, or all.
   *
   * @throws LabException when a server does not start or dies; what was finished is kept
   */
  public void measure(boolean all) throws IOException, InterruptedException {
    var folder = checkout.bookResults();
    var plan = BookPlan.runs();
    var runs = all ? plan : BookPlan.missing(folder);
    if (runs.isEmpty()) {
      screen.print("All " + plan.size() + " runs are there (--fresh measures again).");
      return;
    }
    AdHoc.requireFolder(folder);
    var kept = plan.size() - runs.size();
    var left = new TimeLeft(runs.stream().map(BookPlan.Run::seconds).toList());
    screen.print(
        "Measuring %d %s%s, about %s."
            .formatted(
                runs.size(),
                runs.size() == 1 ? "run" : "runs",
                kept == 0 ? "" : " (" + kept + " are there from before; --fresh measures all)",
                left.after(0)));
    var farewell =
        new Thread(
            () ->
                screen.print(
                    "Stopped. Finished runs are in "
                        + Checkout.shown(folder)
                        + "; ./lab book goes on from there."));
    Interrupt.addHook(farewell);
    measure(runs, folder, left);
    Interrupt.removeHook(farewell);
  }

  /** What the build of the lab has left behind passes within seconds; the rest is told. */
  public void awaitRest() throws InterruptedException {
    for (int second = 0; second < 20 && Machine.read(checkout.root()).busy(); second++) {
      screen.status("This machine is busy; waiting for it to come to rest.");
      Thread.sleep(1_000);
    }
    Diagnosis.warnIfBusy(Machine.read(checkout.root()), screen);
  }

  private void measure(List<BookPlan.Run> runs, Path folder, TimeLeft left)
      throws IOException, InterruptedException {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var where =
          "%s %d/%d  %s left  %s %s"
              .formatted(
                  Screen.bar((double) i / runs.size()),
                  i + 1,
                  runs.size(),
                  left.after(i),
                  run.experiment(),
                  run.step().id());
      screen.status(where);
      var result = run(run, where);
      Results.write(folder.resolve(run.file()), result);
      screen.print(
          "%3d/%d  %s left  %s"
              .formatted(i + 1, runs.size(), left.after(i + 1), summary(run, result)));
    }
  }

  private Result run(BookPlan.Run run, String where) throws IOException, InterruptedException {
    try (var server = StepServer.start(checkout, run.step(), List.of())) {
      var machine = Machine.read(checkout.root());
      var target = server.target();
      var result =
          switch (run) {
            case BookPlan.Race race ->
                new RaceCheck(
                        race.experiment(),
                        target,
                        RaceCheck.CLIENTS,
                        1,
                        RaceCheck.PATIENCE,
                        machine)
                    .run(attack -> screen.status(where + ": " + attack));
            case BookPlan.Load load ->
                new LoadRun(load.experiment(), target, load.settings(), machine)
                    .run(new LoadProgress(screen, where + " " + load.part()))
                    .result();
          };
      server.requireAlive();
      return result;
    }
  }

  private static String summary(BookPlan.Run run, Result result) {
    var name = run.file().replace(".json", "");
    return switch (result) {
      case RaceResult race ->
          "%-20s lost %,d of %,d acknowledged, %,d errors"
              .formatted(
                  name,
                  race.checks().stream().mapToLong(RaceResult.Check::lost).sum(),
                  race.checks().stream().mapToLong(RaceResult.Check::acknowledged).sum(),
                  race.checks().stream().mapToLong(RaceResult.Check::errors).sum());
      case LoadResult load -> "%-20s %s".formatted(name, ResultText.summary(load));
      case ProfileResult _, BenchResult _ -> throw new IllegalArgumentException("not the book's");
    };
  }
}
