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
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.LoadRun;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.text.ResultText;

/** Makes a comparison's runs, each with a fresh server, and keeps each as soon as it is there. */
public record CompareRuns(Checkout checkout, Screen screen, ComparePlan plan, Path folder) {

  /**
   * Makes the runs that are missing.
   *
   * @throws LabException when a server does not start or dies; what was finished is kept
   */
  public void measure() throws IOException, InterruptedException {
    var runs = plan.missing(folder);
    if (runs.isEmpty()) {
      screen.print("All " + plan.runs().size() + " runs are there.");
      return;
    }
    int kept = plan.runs().size() - runs.size();
    var left = new TimeLeft(runs.stream().map(ComparePlan.Run::seconds).toList());
    screen.print(
        "Comparing %s: %s, seed %d, order random.\n%s%s, about %s. Each: warm-up %s s, window %s s."
            .formatted(
                String.join(", ", plan.servers()),
                plan.blocks() == 1 ? "1 block" : plan.blocks() + " blocks",
                plan.seed(),
                runs.size() == 1 ? "1 run" : runs.size() + " runs",
                kept == 0 ? "" : " (" + kept + " are there from before)",
                left.after(0),
                plan.load().warmupSeconds(),
                plan.load().seconds()));
    Diagnosis.warnIfBusy(Machine.read(checkout.root()), screen);
    var goOn = "./lab compare --resume " + Checkout.shown(folder);
    var farewell =
        new Thread(
            () -> screen.print("Stopped. Finished runs are kept; " + goOn + " goes on from there."),
            "says how to go on");
    Interrupt.addHook(farewell);
    try {
      measure(runs, left);
    } catch (LabException | IOException e) {
      // on Ctrl-C a server may be gone a moment before this JVM hears of it
      Thread.sleep(100);
      Interrupt.check();
      throw new LabException(e.getMessage() + " (finished runs are kept; " + goOn + " goes on)");
    } finally {
      Interrupt.removeHook(farewell);
      screen.clearStatus();
    }
  }

  private void measure(List<ComparePlan.Run> runs, TimeLeft left)
      throws IOException, InterruptedException {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var where =
          "%s %d/%d  %s left  %s"
              .formatted(
                  Screen.bar((double) i / runs.size()),
                  i + 1,
                  runs.size(),
                  left.after(i),
                  name(run));
      screen.status(where);
      var outcome = run(run, where);
      outcome.write(ComparePlan.file(run, folder));
      screen.print(
          "%3d/%d  %s left  %s"
              .formatted(i + 1, runs.size(), left.after(i + 1), summary(run, outcome.result())));
    }
  }

  private LoadRun.Outcome run(ComparePlan.Run run, String where)
      throws IOException, InterruptedException {
    var server = new Server.Converter().convert(run.server());
    try (var running = RunningServer.open(checkout, server, List.of())) {
      var machine = Machine.read(checkout.root());
      double ceiling = plan.ceiling(run.value(), folder);
      var outcome =
          new LoadRun(ComparePlan.EXPERIMENT, running.target(), run.load(), machine, ceiling)
              .run(new LoadProgress(screen, where));
      running.requireAlive();
      return outcome;
    }
  }

  private String name(ComparePlan.Run run) {
    return run.value().isEmpty()
        ? run.server()
        : run.server() + ", " + plan.sweep().parameter() + " " + run.value();
  }

  private String summary(ComparePlan.Run run, LoadResult result) {
    return "block %d  %-12s %s".formatted(run.block(), name(run), ResultText.summary(result));
  }
}
