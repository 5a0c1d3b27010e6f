package toyredis.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.load.LoadResult;
import toyredis.load.LoadRun;
import toyredis.load.LoadSettings;
import toyredis.load.Machine;
import toyredis.load.ProfileResult;
import toyredis.load.ResultText;
import toyredis.report.SweptParameter;

/** Puts a server under load. */
@Command(
    name = "load",
    header = "Load a step (or host:port) and measure throughput, latency and cost.",
    description = {
      "",
      "A closed loop: each connection sends, waits for the reply, thinks, and sends again. Each run"
          + " has a fresh server in a JVM of its own. The result is printed and kept as JSON below"
          + " results/.",
      ""
    })
final class LoadCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "STEP",
      description = {
        "step1 … step5, with variant and threads where wanted: step4/batch, step2/platform,"
            + " step2/reentrant/platform; all five: all; a fresh redis-server: redis;"
            + " a server that does nothing: null; or host:port."
      },
      converter = Subject.Converter.class)
  private List<Subject> named;

  @Option(
      names = "--profile-server",
      description =
          "After the timed run, run a shorter one under Java Flight Recorder, and print where the"
              + " step's time went: in the store, waiting, in the network, in GC.")
  private boolean profileServer;

  @Option(
      names = "--plot",
      description = "Draw the results in the terminal, those of several runs in the same charts.")
  private boolean plot;

  @Option(names = "--help", usageHelp = true, description = "Show this.")
  private boolean help;

  @Mixin private LoadOptions options;
  @Mixin private ServerChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var subjects = Subject.expand(named);
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var settings = checked(subjects);
    var all = new ArrayList<LoadResult>();
    var profiles = new ArrayList<ProfileResult>();
    for (var subject : subjects) {
      var results = new ArrayList<LoadResult>();
      for (var load : settings) {
        results.add(load(checkout, subject, load, screen));
        if (profileServer && subject instanceof Subject.OfStep step) {
          var run = new ProfiledRun(checkout, step, choice.serverOptions(), load, screen);
          profiles.add(run.run());
        }
      }
      if (results.size() > 1) screen.print(ResultText.table(results) + "\n");
      all.addAll(results);
    }
    if (plot) screen.print(screen.plots().of(all, SweptParameter.among(all)));
    if (plot && !profiles.isEmpty()) screen.print(screen.plots().ofProfiles(profiles));
    return 0;
  }

  private List<LoadSettings> checked(List<Subject> subjects) {
    try {
      choice.requireFit(subjects);
      if (profileServer && !subjects.stream().allMatch(s -> s instanceof Subject.OfStep)) {
        throw new IllegalArgumentException(
            "--profile-server is for steps: only they are started under the recorder");
      }
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private LoadResult load(Checkout checkout, Subject subject, LoadSettings load, Screen screen)
      throws IOException, InterruptedException {
    try (var running = Running.open(checkout, subject, choice.serverOptions())) {
      var name = running.target().server().name();
      screen.begin(
          "%s: %,d connections, seed %d, warm-up %s s, window %s s"
              .formatted(
                  name, load.connections(), load.seed(), load.warmupSeconds(), load.seconds()));
      var run = new LoadRun("adhoc", running.target(), load, Machine.read(checkout.root()));
      var outcome =
          run.run(new LoadProgress(screen, name + ", " + load.connections() + " connections"));
      running.requireAlive();
      var file =
          AdHoc.write(checkout, "load-" + name + "-c" + load.connections(), outcome.result());
      screen.print(ResultText.of(outcome.result()));
      if (!outcome.firstError().isEmpty())
        screen.print("first error:       " + outcome.firstError());
      screen.print("kept in:           " + checkout.shown(file) + "\n");
      return outcome.result();
    } finally {
      screen.clearStatus();
    }
  }
}
