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
import toyredis.lab.option.LoadOptions;
import toyredis.lab.option.ServerChoice;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.ProfiledRun;
import toyredis.lab.plan.Runs;
import toyredis.lab.plan.TimedRun;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.Server;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.text.ResultText;

/** Puts a server under load. */
@Command(
    name = "load",
    header = "Load a server; measure throughput, latency, cost.",
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
  @Parameters(
      arity = "1..*",
      paramLabel = "SERVER",
      description = {
        "step1 … step5, with variant and threads where wanted: step4/batch, step2/platform,"
            + " step2/reentrant/platform; all five: all; a fresh redis-server: redis;"
            + " a fresh Redis Cluster of three: redis-cluster;"
            + " a server that does nothing: null; an exercise that is a server:"
            + " 2.7; or host:port."
      },
      converter = Server.Converter.class)
  private List<Server> named;

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
    var servers = Server.expand(named);
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var settings = checked(servers);
    var all = new ArrayList<LoadResult>();
    var profiles = new ArrayList<ProfileResult>();
    var here = Machine.read(checkout.root());
    for (var server : servers) {
      for (var load : settings) Runs.requireLimits(here, server, load);
    }
    AdHoc.requireFolder(checkout.results());
    var ceilings = new ArrayList<Double>();
    for (var load : settings) ceilings.add(ceiling ? TimedRun.ceiling(checkout, load, screen) : 0);
    for (var server : servers) {
      var results = new ArrayList<LoadResult>();
      for (int i = 0; i < settings.size(); i++) {
        var load = settings.get(i);
        var chosen = choice.serverOptions();
        var run = new TimedRun(checkout, server, chosen, load, ceilings.get(i), screen);
        results.add(run.run());
        if (profileServer && server instanceof Server.OfStep step) {
          profiles.add(new ProfiledRun(checkout, step, chosen, load, screen).run());
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

  private List<LoadSettings> checked(List<Server> servers) {
    try {
      choice.requireFit(servers);
      if (profileServer && !servers.stream().allMatch(s -> s instanceof Server.OfStep)) {
        throw new IllegalArgumentException(
            "--profile-server is for steps: only they are started under the recorder");
      }
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
