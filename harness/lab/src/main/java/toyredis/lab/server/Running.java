package toyredis.lab.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.load.client.NullServer;
import toyredis.load.client.ServerAddress;
import toyredis.results.ServerInfo;

/** A subject that runs: a server of our own, or one that was already there. */
public record Running(ServerAddress target, OwnServer own) implements AutoCloseable {
  private static final Pattern NULL_READY = Pattern.compile("null ready on (\\S+):(\\d+)");

  /**
   * Starts a server, or takes the one that is there.
   *
   * @param serverOptions for a step, beside what the subject itself says
   * @throws LabException when it does not start
   */
  public static Running open(Checkout checkout, Subject subject, List<String> serverOptions)
      throws IOException, InterruptedException {
    return switch (subject) {
      case Subject.OfStep step -> {
        var options = new ArrayList<>(step.options());
        options.addAll(serverOptions);
        yield own(StepServer.start(checkout, step.step(), options));
      }
      case Subject.Redis() -> own(RedisServer.start(checkout));
      case Subject.Null() -> own(nullServer(checkout));
      case Subject.Remote(var address) -> {
        if (address.isUnresolved()) {
          throw new LabException("no address is known for host " + address.getHostString());
        }
        yield new Running(ServerAddress.at(address), null);
      }
      case Subject.All() -> throw new IllegalArgumentException("all is several subjects");
    };
  }

  private static Running own(OwnServer server) {
    return new Running(server.target(), server);
  }

  private static OwnServer nullServer(Checkout checkout) throws IOException, InterruptedException {
    var command =
        List.of(
            Checkout.java(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NullServer.class.getName());
    return OwnServer.start(
        checkout, ServerInfo.NULL_SERVER, command, _ -> true, Running::nullServerTarget);
  }

  private static ServerAddress nullServerTarget(String line, List<String> recorded, long pid) {
    var match = NULL_READY.matcher(line);
    if (!match.matches()) return null;
    return new ServerAddress(
        new ServerInfo(ServerInfo.NULL_SERVER, "", "loop", recorded),
        new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2))),
        pid);
  }

  /** Makes sure that a server of our own has not died, and that this is not the end of the lab. */
  public void requireAlive() throws InterruptedException {
    if (own != null) own.requireAlive();
    Interrupt.check();
  }

  @Override
  public void close() {
    if (own != null) own.close();
  }
}
