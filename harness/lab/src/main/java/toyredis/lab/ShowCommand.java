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
import toyredis.bench.shown.Echo;
import toyredis.bench.shown.Visibility;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.screen.Screen;

/** Runs a program that a lesson shows. */
@Command(
    name = "show",
    header = "Run a small program that a lesson shows: visibility, echo.",
    description = {
      "",
      "visibility: does one thread see what another has written? echo: the smallest server with a"
          + " selector, until Ctrl-C.",
      ""
    })
final class ShowCommand implements Callable<Integer> {
  private enum Program {
    VISIBILITY(Visibility.class),
    ECHO(Echo.class);

    private final Class<?> main;

    Program(Class<?> main) {
      this.main = main;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
  private Program program;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where echo listens (default: 7777; 0: any that is free).")
  private Integer port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port != null && program != Program.ECHO) {
      throw new ParameterException(spec.commandLine(), program + " listens on no port");
    }
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(spec.commandLine(), "--port is a number from 0 to 65535");
    }
    var screen = Screen.of(spec.commandLine().getOut());
    var command =
        new ArrayList<>(
            List.of(
                Checkout.java(),
                "-cp",
                System.getProperty("java.class.path"),
                program.main.getName()));
    if (program == Program.ECHO) command.add(String.valueOf(port == null ? 7777 : port));
    return Child.run(Child.of(command), screen::print);
  }
}
