package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LoadProgress;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.LoadRun;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.text.ResultText;

/**
 * A load run that was started by hand.
 *
 * @param serverOptions for a step, beside what its name says
 * @param ceiling what {@link #ceiling} found; 0 if it was not asked
 */
public record TimedRun(
    Checkout checkout,
    Server server,
    List<String> serverOptions,
    LoadSettings load,
    double ceiling,
    Screen screen) {
  /** What does nothing is soon measured. */
  private static final double CEILING_SECONDS = 3;

  /**
   * Operations per second that these connections reach with a server that does nothing, in a closed
   * loop without think time.
   */
  public static double ceiling(Checkout checkout, LoadSettings load, Screen screen)
      throws IOException, InterruptedException {
    try (var running = RunningServer.open(checkout, new Server.Null(), List.of())) {
      screen.begin("null: the same load, but without a pause, with a server that does nothing");
      var busy =
          load.withoutPause()
              .withTimes(load.warmupSeconds(), Math.min(load.seconds(), CEILING_SECONDS));
      var run = new LoadRun("adhoc", running.target(), busy, Machine.read(checkout.root()));
      var outcome = run.run(new LoadProgress(screen, "null"));
      running.requireAlive();
      return outcome.result().operationsPerSecond();
    } finally {
      screen.clearStatus();
    }
  }

  /** Runs, prints what came out, and keeps it; on Ctrl-C the whole seconds that there are. */
  public LoadResult run() throws IOException, InterruptedException {
    try (var running = RunningServer.open(checkout, server, serverOptions)) {
      var name = running.target().info().name();
      var machine = Machine.read(checkout.root());
      screen.begin(
          "%s: %s connections, seed %d, warm-up %s s, window %s s%s"
              .formatted(
                  name,
                  Digits.whole(load.connections()),
                  load.seed(),
                  load.warmupSeconds(),
                  load.seconds(),
                  load.rttMillis() == 0 ? "" : ", round trip " + load.rttMillis() + " ms"));
      var run = new LoadRun("adhoc", running.target(), load, machine, ceiling);
      var progress = new LoadProgress(screen, name + ", " + load.connections() + " connections");
      try (var _ = Interrupt.delay()) {
        var outcome = run.run(progress.keepingPart());
        if (!Interrupt.happened()) running.requireAlive();
        if (outcome.result().seconds() > 0) keep(outcome);
        if (!Interrupt.happened()) return outcome.result();
      }
      Interrupt.check();
      throw new IllegalStateException("the JVM is ending");
    } finally {
      screen.clearStatus();
    }
  }

  private void keep(LoadRun.Outcome outcome) throws IOException {
    var result = outcome.result();
    var what =
        "load-" + result.server().name().replace('/', '-') + "-c" + result.load().connections();
    Path file;
    try {
      file = AdHoc.claimed(checkout, what, ".json.part");
      outcome.write(file);
    } finally {
      screen.print(ResultText.of(result));
      if (!outcome.firstError().isEmpty()) {
        screen.print("first error:       " + outcome.firstError());
      }
    }
    screen.print("kept in:           " + Checkout.shown(file) + "\n");
  }
}
