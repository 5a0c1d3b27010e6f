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
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.Running;
import toyredis.lab.server.Subject;
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
      paramLabel = "STEP",
      description = "step1 … step5, all, or host:port.",
      converter = Subject.Converter.class)
  private List<Subject> named;

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
    var subjects = Subject.expand(named);
    try {
      choice.requireFit(subjects);
      if (subjects.stream().anyMatch(subject -> subject instanceof Subject.Null)) {
        throw new IllegalArgumentException("a server that does nothing has nothing to lose");
      }
      if (clients < 2 || clients > MOST_CLIENTS) {
        throw new IllegalArgumentException(
            "--clients must be from 2 to 100; for many connections: ./lab load STEP -c 1000");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    var checkout = Checkout.ofThisLab();
    LoadCommand.requireLimits(checkout, subjects, List.of(LoadSettings.closedLoop(clients)));
    AdHoc.requireFolder(checkout.results());
    var results = new ArrayList<RaceResult>();
    try {
      for (var subject : subjects) {
        var result = race(checkout, subject, screen);
        results.add(result);
        AdHoc.write(checkout, "race-" + result.server().name(), result);
      }
    } finally {
      if (!results.isEmpty()) screen.print(RaceText.of(results, screen.columns()));
    }
    screen.next(next(subjects.getLast()));
    return results.stream().allMatch(RaceResult::kept) ? 0 : 1;
  }

  private static String next(Subject raced) {
    if (!(raced instanceof Subject.OfStep(var step, _, _))) return "./lab load " + raced.label();
    return step.number() == Step.values().length
        ? "./lab compare --quick"
        : "./lab race step" + (step.number() + 1);
  }

  private RaceResult race(Checkout checkout, Subject subject, Screen screen)
      throws IOException, InterruptedException {
    try (var running = Running.open(checkout, subject, choice.serverOptions())) {
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
