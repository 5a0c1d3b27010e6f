package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.doctor.Diagnosis;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.stall.StallRun;
import toyredis.results.Digits;
import toyredis.results.Machine;
import toyredis.results.StallResult;
import toyredis.results.text.StallText;

/** How long a GET waits beside a KEYS. */
@Command(
    name = "stall",
    header = "How long does a GET wait beside a KEYS over a large map?",
    description = {
      "",
      "Fills a fresh server with keys. Then one client sends GETs, one after the other: alone;"
          + " beside a second client that sends a KEYS which matches nothing; and beside a third"
          + " that sends SETs, too. A round's figure is the longest GET while one KEYS runs. The"
          + " result is kept as JSON below results/. A server that was already there keeps the"
          + " keys, key:000000000000 and on.",
      ""
    })
final class StallCommand implements Callable<Integer> {
  /** A KEYS that is over sooner holds nobody up for longer than the system's own disturbances. */
  private static final double SHORT_MILLIS = 10;

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVER",
      description =
          "step1 … step5, with variant and threads where wanted, all, redis, or host:port"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "step2 step3 step3/concurrent-map step5",
      split = " ",
      converter = Server.Converter.class)
  private List<Server> named;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "" + StallRun.KEYS,
      description = "In the map, 2 or more (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + StallRun.ROUNDS,
      description = "Of each of the three, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var servers = Server.expand(named);
    if (servers.stream().anyMatch(server -> server instanceof Server.Null)) {
      throw wrongUsage("a server that does nothing has no keys to read");
    }
    var checkout = Checkout.ofThisLab();
    var screen = Screen.of(spec.commandLine().getOut());
    var here = Machine.read(checkout.root());
    try {
      new StallRun("adhoc", null, keys, rounds, here);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e.getMessage());
    }
    AdHoc.requireFolder(checkout.results());
    Diagnosis.warnIfBusy(here, screen);
    var results = new ArrayList<StallResult>();
    var files = new ArrayList<Path>();
    try {
      for (var server : servers) {
        var result = stall(checkout, server, screen);
        results.add(result);
        files.add(AdHoc.write(checkout, "stall-" + server.label().replace('/', '-'), result));
      }
    } finally {
      if (!results.isEmpty()) screen.print("\n" + StallText.of(results, screen.columns()) + "\n");
    }
    for (var file : files) screen.print("kept in: " + Checkout.shown(file));
    screen.next("./lab bench --quick");
    return 0;
  }

  private StallResult stall(Checkout checkout, Server server, Screen screen)
      throws IOException, InterruptedException {
    try (var running = RunningServer.open(checkout, server, List.of())) {
      var machine = Machine.read(checkout.root());
      var run = new StallRun("adhoc", running.target(), keys, rounds, machine);
      var outcome = run.run(what -> screen.status(server.label() + ": " + what));
      running.requireAlive();
      double millis = outcome.keysMillis();
      screen.print(
          Digits.in(
              "%s: a KEYS over %s keys takes %s ms%s",
              server.label(),
              Digits.whole(outcome.result().keys()),
              Digits.of(millis),
              millis < SHORT_MILLIS
                  ? ", too short to see who waits for it; take more: --keys " + 100L * keys
                  : ""));
      return outcome.result();
    } finally {
      screen.clearStatus();
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
