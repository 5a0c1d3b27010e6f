package toyredis.lab;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.exercise.LiveProgram;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.server.Server;
import toyredis.results.Step;

/** Runs a step in the foreground. */
@Command(
    name = "serve",
    header = "Run a step; talk to it with nc, redis-cli, any Redis client.",
    description = {
      "",
      "Starts the step's server in the foreground until Ctrl-C. What follows the step goes to the"
          + " server: --port (6379), --bind, --variant, --threads, --max-clients, --timeout,"
          + " --max-value, --max-memory, --store-events, --slow-store.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "STEP",
      description = "step1 … step5, or an exercise that is a server: 2.7.",
      converter = Started.class)
  private Server server;

  @Parameters(
      index = "1..*",
      paramLabel = "OPTIONS",
      description = "Options for the server.",
      hideParamSyntax = true)
  private List<String> options = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var checkout = Checkout.ofThisLab();
    var command =
        new ArrayList<>(
            switch (server) {
              case Server.OfExercise exercise ->
                  LiveProgram.of(checkout, exercise.id()).command("-XX:+UseParallelGC");
              case Server.OfStep(var step, _, _) -> checkout.command(step);
              default -> throw new IllegalStateException();
            });
    if (server instanceof Server.OfExercise exercise) command.addAll(exercise.options());
    command.addAll(options);
    var process = Child.of(command).redirectOutput(INHERIT).redirectError(INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(process)));
    return process.waitFor();
  }

  /** Ctrl-C ends server and lab at once; the exit code is to be the server's. */
  private static void endWith(Process server) {
    Child.stop(server);
    Runtime.getRuntime().halt(server.exitValue());
  }

  /** Reads {@code step3} or {@code 2.7}. */
  static final class Started implements picocli.CommandLine.ITypeConverter<Server> {
    @Override
    public Server convert(String name) throws Exception {
      if (name.matches("\\d+\\.\\d+(/.*)?")) return new Server.Converter().convert(name);
      try {
        return new Server.OfStep(Step.named(name));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
