package toyredis.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RedisCluster;
import toyredis.load.client.Slots;

/** Runs a Redis Cluster in the foreground. */
@Command(
    name = "cluster",
    header = "Run a Redis Cluster of three nodes on this machine.",
    description = {
      "",
      "Starts three redis-servers, joins them, deals out the 16,384 slots, and runs them until"
          + " Ctrl-C. They keep nothing on disk. To load one: ./lab load redis-cluster.",
      ""
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int MOST = 55_533; // two ports more, and each one's bus 10,000 higher

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7001",
      description = "Of the first node; the others follow (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 1 || port > MOST) {
      throw new ParameterException(spec.commandLine(), "--port must be from 1 to " + MOST);
    }
    var screen = Screen.of(spec.commandLine().getOut());
    screen.status("starting three redis-servers, and having them meet");
    try (var cluster =
        RedisCluster.start(Checkout.ofThisLab(), List.of(port, port + 1, port + 2))) {
      var nodes = cluster.target().nodes();
      for (int i = 0; i < nodes.size(); i++) {
        screen.print(
            "node %d: 127.0.0.1:%d, slots %d to %d"
                .formatted(
                    i + 1,
                    nodes.get(i).address().getPort(),
                    Slots.first(i, nodes.size()),
                    Slots.first(i + 1, nodes.size()) - 1));
      }
      screen.print("cluster_state:ok. In another terminal: redis-cli -c -p " + port);
      screen.print("Ctrl-C ends it.");
      for (; ; ) cluster.requireAlive();
    } finally {
      screen.clearStatus();
    }
  }
}
