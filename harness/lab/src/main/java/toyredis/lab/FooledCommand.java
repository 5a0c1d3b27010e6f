package toyredis.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.bench.fooled.Average;
import toyredis.bench.fooled.AverageMended;
import toyredis.bench.fooled.Saturated;
import toyredis.bench.fooled.SaturatedMended;
import toyredis.bench.fooled.Stall;
import toyredis.bench.fooled.StallMended;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;

/** Runs a benchmark that is wrong, or its twin that is not. */
@Command(
    name = "fooled",
    header = "Run a benchmark that is wrong: find out why. --mended runs its twin.",
    description = {
      "",
      "Three small programs, each written in good faith and wrong by its method; without a name"
          + " they are listed. The lab starts the servers, and the program in a JVM of its own.",
      ""
    })
final class FooledCommand implements Callable<Integer> {
  /** What there is. It says what is asked, not what is wrong. */
  private enum Benchmark {
    STALL("What does a KEYS now and then do to a GET?", Stall.class, StallMended.class, "step2"),
    SATURATED("Which server is the fastest?", Saturated.class, SaturatedMended.class, "all"),
    AVERAGE(
        "How much faster is the second server than the first?",
        Average.class,
        AverageMended.class,
        "step1",
        "step2");

    private final String question;
    private final Class<?> wrong;
    private final Class<?> mended;
    private final List<String> servers;

    Benchmark(String question, Class<?> wrong, Class<?> mended, String... servers) {
      this.question = question;
      this.wrong = wrong;
      this.mended = mended;
      this.servers = List.of(servers);
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What it asks for: as many servers as it has by default, or any number where it has all. */
    private boolean takes(int count) {
      return this == SATURATED || count == servers.size();
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "stall, saturated or average; without it, they are listed.")
  private Benchmark benchmark;

  @Parameters(
      index = "1..*",
      paramLabel = "SERVER",
      description = {
        "Other servers than its own: step1 … step5, with variant and threads where wanted, or"
            + " redis. stall takes one, average two, saturated any number."
      },
      converter = Server.Converter.class)
  private List<Server> named = List.of();

  @Option(names = "--mended", description = "Run the twin that is not wrong.")
  private boolean mended;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    if (benchmark == null) {
      list(screen);
      return 0;
    }
    var converter = new Server.Converter();
    var servers =
        Server.expand(
            named.isEmpty() ? benchmark.servers.stream().map(converter::convert).toList() : named);
    check(servers);
    var program = mended ? benchmark.mended : benchmark.wrong;
    screen.print(source(program) + "\n");
    run(program, servers, screen);
    if (!mended) screen.next("./lab fooled " + benchmark.id() + " --mended");
    return 0;
  }

  private static void list(Screen screen) {
    for (var each : Benchmark.values()) {
      screen.print("%-11s%s".formatted(each.id(), each.question));
      screen.print(" ".repeat(11) + source(each.wrong));
    }
    screen.print("\nEach is wrong. Run one, read it, say why; then run its twin:");
    screen.print("  ./lab fooled stall");
    screen.print("  ./lab fooled stall --mended");
  }

  private static String source(Class<?> program) {
    return "harness/bench/src/main/java/" + program.getName().replace('.', '/') + ".java";
  }

  private void check(List<Server> servers) {
    if (!servers.stream().allMatch(s -> s instanceof Server.OfStep || s instanceof Server.Redis)) {
      throw new ParameterException(
          spec.commandLine(), "the lab starts the servers: name steps, or redis");
    }
    if (!benchmark.takes(servers.size())) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes as many servers as its own: %s"
              .formatted(benchmark.id(), String.join(" ", benchmark.servers)));
    }
  }

  /** Runs a program with fresh servers, each in a process of its own. */
  private static void run(Class<?> program, List<Server> servers, Screen screen)
      throws IOException, InterruptedException {
    var running = new ArrayList<RunningServer>();
    try {
      var command =
          new ArrayList<>(
              List.of(
                  Checkout.java(),
                  "-XX:+UseSerialGC",
                  "-Dstdout.encoding=UTF-8",
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.getName()));
      for (var server : servers) {
        var one = RunningServer.open(Checkout.ofThisLab(), server, List.of());
        running.add(one);
        command.add(server.label() + ":" + one.target().address().getPort());
      }
      int exit = Child.run(Child.of(command), screen::print);
      if (exit != 0) {
        throw new LabException(program.getSimpleName() + " failed with exit code " + exit);
      }
    } finally {
      running.forEach(RunningServer::close);
    }
  }
}
