package toyredis.lab.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.load.client.ServerAddress;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/** A step's server in a JVM of its own, on a free port. */
public final class StepServer {
  private static final Pattern READY =
      Pattern.compile("\\S+ ready on (\\S+):(\\d+) \\(variant ([^,]+), threads ([^)]+)\\).*");

  private StepServer() {}

  /**
   * Starts a step and waits until it is ready.
   *
   * @param options for the server, its port excepted
   * @throws LabException when it does not start, with its own words
   */
  public static ServerProcess start(Checkout checkout, Step step, List<String> options)
      throws IOException, InterruptedException {
    return start(checkout, step, List.of(), options);
  }

  /**
   * Starts a step with flags for its JVM too.
   *
   * @param jvmFlags added to those that every step is started with
   */
  public static ServerProcess start(
      Checkout checkout, Step step, List<String> jvmFlags, List<String> options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(checkout.command(step));
    command.addAll(1, jvmFlags);
    command.addAll(List.of("--port", "0"));
    command.addAll(options);
    return ServerProcess.start(
        checkout,
        step.id(),
        command,
        _ -> true,
        (line, recorded, pid) -> target(step.id(), line, recorded, pid));
  }

  /** What a ready line says, of a server with this name; null if it is none. */
  static ServerAddress target(String name, String line, List<String> recorded, long pid) {
    var match = READY.matcher(line);
    if (!match.matches()) return null;
    var address = new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2)));
    return new ServerAddress(
        new ServerInfo(name, match.group(3), match.group(4), recorded), address, pid);
  }
}
