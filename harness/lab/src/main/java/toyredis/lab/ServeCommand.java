package toyredis.lab;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
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
  @Parameters(index = "0", paramLabel = "STEP", converter = StepConverter.class)
  private Step step;

  @Parameters(
      index = "1..*",
      paramLabel = "OPTIONS",
      description = "Options for the server.",
      hideParamSyntax = true)
  private List<String> options = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var command = new ArrayList<>(Checkout.ofThisLab().command(step));
    command.addAll(options);
    var server = Child.of(command).redirectOutput(INHERIT).redirectError(INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(server)));
    return server.waitFor();
  }

  /** Ctrl-C ends server and lab at once; the exit code is to be the server's. */
  private static void endWith(Process server) {
    Child.stop(server);
    Runtime.getRuntime().halt(server.exitValue());
  }

  /** Reads {@code step3}. */
  static final class StepConverter implements picocli.CommandLine.ITypeConverter<Step> {
    @Override
    public Step convert(String name) {
      try {
        return Step.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
