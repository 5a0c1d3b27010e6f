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
import toyredis.lab.option.ServerChoice;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.Runs;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.race.RaceCheck;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Step;
import toyredis.results.text.RaceText;

/** Attacks servers and counts what they lose. */
@Command(
    name = "race",
    header = "Attack a step: lost updates, lost keys, wrong answers, counted.",
    description = {
      "",
      "Four attacks, each from several connections at once: INCR on one key (updates), SET while"
          + " the table grows (keys), KEYS while others SET (scan), and GET, SET, INCR and DEL on a"
          + " few keys, whose answers must fit into some order (history). The exit code is 0 when"
          + " every server kept its promise and 1 when one did not.",
      ""
    })
final class RaceCommand implements Callable<Integer> {
  /** More share the seconds that an attack may take, until they fail for want of time alone. */
  private static final int MOST_CLIENTS = 100;

  @Parameters(
      arity = "1..*",
      paramLabel = "SERVER",
      description = "step1 … step5, all, an exercise that is a server (2.7), or host:port.",
      converter = Server.Converter.class)
  private List<Server> named;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "" + RaceCheck.CLIENTS,
      description = "Connections that attack at once, 2 to 100 (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the size of each batch (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--flush",
      description = "Agree that a server that is already there loses all its keys.")
  private boolean flush;

  @Mixin private ServerChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var screen = Screen.of(out);
    var servers = Server.expand(named);
    try {
      choice.requireFit(servers);
      if (servers.stream().anyMatch(server -> server instanceof Server.Null)) {
        throw new IllegalArgumentException("a server that does nothing has nothing to lose");
      }
      if (servers.stream().anyMatch(server -> server instanceof Server.Cluster)) {
        throw new IllegalArgumentException(
            "the attacks are on one server: they do not ask which node of a cluster has a key");
      }
      if (clients < 2 || clients > MOST_CLIENTS) {
        throw new IllegalArgumentException(
            "--clients must be from 2 to 100; for many connections: ./lab load SERVER -c 1000");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    var checkout = Checkout.ofThisLab();
    var here = Machine.read(checkout.root());
    for (var server : servers) {
      Runs.requireLimits(here, server, LoadSettings.closedLoop(clients));
    }
    AdHoc.requireFolder(checkout.results());
    var results = new ArrayList<RaceResult>();
    try {
      for (var server : servers) {
        var result = race(checkout, server, screen);
        results.add(result);
        AdHoc.write(checkout, "race-" + result.server().name().replace('/', '-'), result);
      }
    } finally {
      if (!results.isEmpty()) screen.print(RaceText.of(results, screen.columns()));
    }
    screen.next(next(servers.getLast()));
    return results.stream().allMatch(RaceResult::kept) ? 0 : 1;
  }

  private static String next(Server raced) {
    if (!(raced instanceof Server.OfStep(var step, _, _))) return "./lab load " + raced.label();
    return step.number() == Step.values().length
        ? "./lab compare --quick"
        : "./lab race step" + (step.number() + 1);
  }

  private RaceResult race(Checkout checkout, Server server, Screen screen)
      throws IOException, InterruptedException {
    try (var running = RunningServer.open(checkout, server, choice.serverOptions())) {
      var name = running.target().info().name();
      var machine = Machine.read(checkout.root());
      var check =
          new RaceCheck("adhoc", running.target(), clients, seed, RaceCheck.PATIENCE, machine);
      long keys = check.keysAtRisk();
      if (keys > 0 && !flush) {
        throw new LabException(
            name + " holds " + keys + " keys, and a race deletes them; agree with --flush");
      }
      var result =
          check.run(attack -> screen.begin(name + ": " + attack + ", " + clients + " clients"));
      running.requireAlive();
      return result;
    } finally {
      screen.clearStatus();
    }
  }
}
