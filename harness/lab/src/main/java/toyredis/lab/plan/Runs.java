package toyredis.lab.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import toyredis.lab.doctor.Diagnosis;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.LoadProgress;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.Limits;
import toyredis.load.LoadRun;
import toyredis.load.race.RaceCheck;
import toyredis.report.compare.Comparison;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.text.ResultText;

/**
 * Makes a plan's runs, each with a fresh server, and keeps each result as soon as it is there.
 *
 * @param all of the plan, in the order in which they are made
 * @param folder where the results are kept
 */
public record Runs(Checkout checkout, Screen screen, List<? extends Run> all, Path folder) {

  /** Those whose result is not in the folder. Reads every result that is there. */
  public List<? extends Run> missing() {
    return all.stream().filter(run -> run.result(folder) == null).toList();
  }

  /**
   * Makes sure, before any server is started, that this machine allows the missing runs.
   *
   * @throws LabException when it does not
   */
  public void requireLimits(List<? extends Run> missing) {
    var converter = new Server.Converter();
    var here = Machine.read(checkout.root());
    for (var run : missing) {
      if (run instanceof Run.Load load) {
        requireLimits(here, converter.convert(run.server()), load.load());
      }
    }
  }

  /** The same for one load on one server. */
  public static void requireLimits(Machine here, Server server, LoadSettings load) {
    var address =
        server instanceof Server.Remote(var remote)
            ? remote.getAddress()
            : InetAddress.getLoopbackAddress();
    if (address == null) return; // an unknown host is said when it is opened
    var sentence = new Limits(here).tooLow(load, address);
    if (sentence.isPresent()) throw new LabException(sentence.get());
  }

  /**
   * Makes the runs that are missing.
   *
   * @param runs what {@link #missing} said
   * @param what is measured, in a line
   * @param goOn the command that makes what is missing after this was stopped
   * @throws LabException when a server does not start or dies; what was finished is kept
   */
  public void measure(List<? extends Run> runs, String what, String goOn)
      throws IOException, InterruptedException {
    if (runs.isEmpty()) {
      screen.print("All " + all.size() + " runs are there.");
      return;
    }
    requireLimits(runs);
    AdHoc.requireFolder(folder);
    int kept = all.size() - runs.size();
    var left = new TimeLeft(runs.stream().map(Run::seconds).toList());
    screen.print(
        "%s\n%s%s, about %s."
            .formatted(
                what,
                runs.size() == 1 ? "1 run" : runs.size() + " runs",
                kept == 0 ? "" : " (" + kept + " are there from before)",
                left.after(0)));
    Diagnosis.warnIfBusy(Machine.read(checkout.root()), screen);
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

  private void measure(List<? extends Run> runs, TimeLeft left)
      throws IOException, InterruptedException {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var where = i + 1 + "/" + runs.size();
      var bar = Screen.bar((double) i / runs.size());
      var status = "%s %s  %s left  %s".formatted(bar, where, left.after(i), run.name());
      screen.status(status);
      var result = make(run, status);
      screen.print(
          "%5s %s left  %-22s %s".formatted(where, left.after(i + 1), run.name(), summary(result)));
    }
  }

  private Result make(Run run, String status) throws IOException, InterruptedException {
    var server = new Server.Converter().convert(run.server());
    if (run instanceof Run.Profile profile && server instanceof Server.OfStep step) {
      var result =
          new ProfiledRun(checkout, step, List.of(), profile.load(), screen)
              .run(profile.experiment(), new LoadProgress(screen, status));
      Results.write(run.file(folder), result);
      return result;
    }
    try (var running = RunningServer.open(checkout, server, List.of())) {
      var machine = Machine.read(checkout.root());
      switch (run) {
        case Run.Race(var experiment, _) -> {
          var check =
              new RaceCheck(
                  experiment, running.target(), RaceCheck.CLIENTS, 1, RaceCheck.PATIENCE, machine);
          var result = check.run(attack -> screen.status(status + ": " + attack));
          running.requireAlive();
          Results.write(run.file(folder), result);
          return result;
        }
        case Run.Load load -> {
          var experiment = load.experiment();
          var outcome =
              new LoadRun(experiment, running.target(), load.load(), machine, ceiling(load))
                  .run(new LoadProgress(screen, status));
          running.requireAlive();
          outcome.write(run.file(folder));
          return outcome.result();
        }
        case Run.Profile _ ->
            throw new LabException(run.server() + " is no step: it cannot be profiled");
      }
    }
  }

  /** What the null server reached at the run's value; 0 if that was not measured. */
  private double ceiling(Run.Load run) {
    for (var other : all) {
      if (other instanceof Run.Load load
          && load.server().equals(Comparison.CEILING)
          && load.value().equals(run.value())
          && load.result(folder) instanceof LoadResult result) {
        return result.operationsPerSecond();
      }
    }
    return 0;
  }

  private static String summary(Result result) {
    return switch (result) {
      case LoadResult load -> ResultText.summary(load);
      case RaceResult race ->
          "lost %s of %s acknowledged, %s errors"
              .formatted(
                  sum(race, RaceResult.Check::lost),
                  sum(race, RaceResult.Check::acknowledged),
                  sum(race, RaceResult.Check::errors));
      case ProfileResult profile ->
          "%s operations/s under the recorder, %s samples"
              .formatted(
                  Digits.whole(profile.operationsPerSecond()), Digits.whole(profile.samples()));
      default -> throw new IllegalArgumentException("no run of a plan");
    };
  }

  private static String sum(RaceResult race, ToLongFunction<RaceResult.Check> figure) {
    return Digits.whole(race.checks().stream().mapToLong(figure).sum());
  }
}
