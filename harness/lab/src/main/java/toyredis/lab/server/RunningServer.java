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

/** A server that runs: in a process of our own, or one that was already there. */
public interface RunningServer extends AutoCloseable {
  Pattern NULL_READY = Pattern.compile("null ready on (\\S+):(\\d+)");

  ServerAddress target();

  /**
   * Makes sure that this is not the end of the lab, and that a server of our own lives.
   *
   * @throws LabException with its last words when it has ended
   */
  void requireAlive() throws InterruptedException;

  @Override
  void close();

  /** One that was already there. */
  record Remote(ServerAddress target) implements RunningServer {
    @Override
    public void requireAlive() {
      Interrupt.check();
    }

    @Override
    public void close() {}
  }

  /**
   * Starts a server, or takes the one that is there.
   *
   * @param serverOptions for a step, beside what its name says
   * @throws LabException when it does not start
   */
  static RunningServer open(Checkout checkout, Server server, List<String> serverOptions)
      throws IOException, InterruptedException {
    return switch (server) {
      case Server.OfStep step -> {
        var options = new ArrayList<>(step.options());
        options.addAll(serverOptions);
        yield StepServer.start(checkout, step.step(), options);
      }
      case Server.OfExercise exercise -> {
        var options = new ArrayList<>(exercise.options());
        options.addAll(serverOptions);
        yield ExerciseServer.start(checkout, exercise, options);
      }
      case Server.Redis() -> RedisServer.start(checkout);
      case Server.Cluster() -> RedisCluster.start(checkout);
      case Server.Null() -> nullServer(checkout);
      case Server.Remote(var address) -> {
        if (address.isUnresolved()) {
          throw new LabException("no address is known for host " + address.getHostString());
        }
        yield new Remote(ServerAddress.at(address));
      }
      case Server.All() -> throw new IllegalArgumentException("all are several servers");
    };
  }

  private static ServerProcess nullServer(Checkout checkout)
      throws IOException, InterruptedException {
    var command =
        List.of(
            Checkout.java(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NullServer.class.getName());
    return ServerProcess.start(
        checkout, ServerInfo.NULL_SERVER, command, _ -> true, RunningServer::nullServerTarget);
  }

  private static ServerAddress nullServerTarget(String line, List<String> recorded, long pid) {
    var match = NULL_READY.matcher(line);
    if (!match.matches()) return null;
    return new ServerAddress(
        new ServerInfo(ServerInfo.NULL_SERVER, "", "loop", recorded),
        new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2))),
        pid);
  }
}
