package toyredis.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
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
import toyredis.lab.option.LoadOptions;
import toyredis.lab.option.ServerChoice;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.ProfiledRun;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.LoadProgress;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.Running;
import toyredis.lab.server.Subject;
import toyredis.load.Limits;
import toyredis.load.LoadRun;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.text.ResultText;

/** Puts a server under load. */
@Command(
    name = "load",
    header = "Load a step (or redis, or host:port); measure throughput, latency, cost.",
    description = {
      "",
      "A closed loop: each connection sends, waits for the reply, thinks, and sends again. With"
          + " --rate an open loop: requests are due at their times, and latency counts from then."
          + " Each run has a fresh server in a process of its own. The result is printed and kept"
          + " below results/, as JSON and as a log of its histograms. Ctrl-C ends a run early and"
          + " keeps its whole seconds.",
      ""
    })
final class LoadCommand implements Callable<Integer> {
  /** What does nothing is soon measured. */
  private static final double CEILING_SECONDS = 3;

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

  @Option(
      names = "--ceiling",
      description =
          "First measure the same load, but without a pause, with a server that does nothing: what"
              + " generator and kernel reach here.")
  private boolean ceiling;

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
    requireLimits(checkout, subjects, settings);
    AdHoc.requireFolder(checkout.results());
    var ceilings = new ArrayList<Double>();
    for (var load : settings) ceilings.add(ceiling ? ceiling(checkout, load, screen) : 0);
    for (var subject : subjects) {
      var results = new ArrayList<LoadResult>();
      for (int i = 0; i < settings.size(); i++) {
        results.add(load(checkout, subject, settings.get(i), ceilings.get(i), screen));
        if (profileServer && subject instanceof Subject.OfStep step) {
          var run =
              new ProfiledRun(checkout, step, choice.serverOptions(), settings.get(i), screen);
          profiles.add(run.run());
        }
      }
      if (results.size() > 1) screen.print(ResultText.table(results, screen.columns()) + "\n");
      all.addAll(results);
    }
    if (plot) screen.draw(screen.plots().of(all, SweptParameter.among(all)));
    if (plot && !profiles.isEmpty()) screen.draw(screen.plots().ofProfiles(profiles));
    screen.next(plot ? "./lab compare --quick" : "./lab plot");
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

  /** Before any server is started. */
  static void requireLimits(
      Checkout checkout, List<Subject> subjects, List<LoadSettings> settings) {
    var limits = new Limits(Machine.read(checkout.root()));
    for (var subject : subjects) {
      var address =
          subject instanceof Subject.Remote(var remote)
              ? remote.getAddress()
              : InetAddress.getLoopbackAddress();
      if (address == null) continue; // an unknown host is said when it is opened
      for (var load : settings) {
        limits
            .tooLow(load, address)
            .ifPresent(
                sentence -> {
                  throw new LabException(sentence);
                });
      }
    }
  }

  /**
   * Operations per second that these connections reach with a server that does nothing, in a closed
   * loop without think time.
   */
  private static double ceiling(Checkout checkout, LoadSettings load, Screen screen)
      throws IOException, InterruptedException {
    try (var running = Running.open(checkout, new Subject.Null(), List.of())) {
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

  private LoadResult load(
      Checkout checkout, Subject subject, LoadSettings load, double ceiling, Screen screen)
      throws IOException, InterruptedException {
    try (var running = Running.open(checkout, subject, choice.serverOptions())) {
      var name = running.target().info().name();
      var machine = Machine.read(checkout.root());
      screen.begin(
          "%s: %,d connections, seed %d, warm-up %s s, window %s s"
              .formatted(
                  name, load.connections(), load.seed(), load.warmupSeconds(), load.seconds()));
      var run = new LoadRun("adhoc", running.target(), load, machine, ceiling);
      var progress = new LoadProgress(screen, name + ", " + load.connections() + " connections");
      try (var _ = Interrupt.delay()) {
        var outcome = run.run(progress.keepingPart());
        if (!Interrupt.happened()) running.requireAlive();
        if (outcome.result().seconds() > 0) keep(checkout, outcome, screen);
        if (!Interrupt.happened()) return outcome.result();
      }
      Interrupt.check();
      throw new IllegalStateException("the JVM is ending");
    } finally {
      screen.clearStatus();
    }
  }

  private static void keep(Checkout checkout, LoadRun.Outcome outcome, Screen screen)
      throws IOException {
    var result = outcome.result();
    var what = "load-" + result.server().name() + "-c" + result.load().connections();
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
