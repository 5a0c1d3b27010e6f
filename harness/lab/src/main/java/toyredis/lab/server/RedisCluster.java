package toyredis.lab.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.LabException;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.ServerAddress;
import toyredis.load.client.Slots;
import toyredis.results.ServerInfo;

/**
 * A Redis Cluster of three redis-servers on this machine, each of which owns a third of the slots.
 * It keeps nothing on disk and has no replicas: when a node ends, its keys are gone.
 */
public final class RedisCluster implements RunningServer {
  static final String NAME = "redis-cluster";

  /** The fewest of which the specification says that they make a cluster that works as expected. */
  public static final int NODES = 3;

  /** From a node's port to the one at which it talks to the other nodes. */
  private static final int BUS = 10_000;

  private static final int MOST = 65_535 - BUS;

  /** They know each other within a second, and begin to serve two seconds after their start. */
  private static final Duration JOIN = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(50);

  private final List<ServerProcess> nodes = new ArrayList<>();
  private ServerAddress target;

  private RedisCluster() {}

  /** Starts one on free ports; the same as with given ones. */
  static RedisCluster start(Checkout checkout) throws IOException, InterruptedException {
    // a free port may be taken by another program before its node has it
    for (int attempt = 1; ; attempt++) {
      try {
        return start(checkout, List.of(freePort(), freePort(), freePort()));
      } catch (LabException taken) {
        if (attempt == 3) throw taken;
      }
    }
  }

  /**
   * Starts the nodes, has them meet, deals out the slots, and waits until each node says that the
   * cluster serves.
   *
   * @param ports one for each node; the port 10,000 higher must be free as well
   * @throws LabException when redis-server is not installed, a port is taken, or they do not come
   *     together
   */
  public static RedisCluster start(Checkout checkout, List<Integer> ports)
      throws IOException, InterruptedException {
    RedisServer.requireInstalled();
    for (int port : ports) {
      requireFree(port);
      requireFree(port + BUS);
    }
    var cluster = new RedisCluster();
    try {
      for (int port : ports) cluster.nodes.add(node(checkout, port));
      cluster.join();
      return cluster;
    } catch (LabException | IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private static ServerProcess node(Checkout checkout, int port)
      throws IOException, InterruptedException {
    var folder = Files.createDirectories(Scratch.folder().resolve("node-" + port));
    Files.deleteIfExists(folder.resolve("nodes.conf")); // of a cluster that is no more
    return RedisServer.start(
        checkout,
        NAME + " node " + port,
        port,
        List.of("--cluster-enabled", "yes", "--dir", folder.toString()));
  }

  private void join() throws IOException, InterruptedException {
    var addresses =
        nodes.stream()
            .map(node -> new ServerAddress.Node(node.target().address(), node.target().pid()))
            .toList();
    for (int i = 0; i < NODES; i++) {
      try (var client = new Client(addresses.get(i).address(), JOIN, JOIN)) {
        ask(
            client,
            "CLUSTER",
            "ADDSLOTSRANGE",
            "" + Slots.first(i, NODES),
            "" + (Slots.first(i + 1, NODES) - 1));
        var other = addresses.get((i + 1) % NODES).address();
        ask(client, "CLUSTER", "MEET", other.getAddress().getHostAddress(), "" + other.getPort());
      }
    }
    long deadline = System.nanoTime() + JOIN.toNanos();
    for (var node : addresses) {
      try (var client = new Client(node.address(), JOIN, JOIN)) {
        while (!serves(client)) {
          requireAlive();
          if (System.nanoTime() > deadline) {
            throw new LabException(
                "the nodes did not come together within " + JOIN.toSeconds() + " s; try again");
          }
          Thread.sleep(POLL);
        }
      }
    }
    var command =
        List.of("redis-server", "--cluster-enabled", "yes", "--save", "", "--appendonly", "no");
    target = new ServerAddress(new ServerInfo(NAME, "", "loop", command), addresses);
  }

  private static void ask(Client client, String... words) throws IOException {
    if (client.ask(words) == Kind.STATUS) return;
    throw new LabException(
        String.join(" ", words)
            + " was answered with "
            + client.reply().text()
            + "; a redis-server 7.0 or newer is needed");
  }

  /** Whether a node sees all the others and all slots dealt out. */
  private static boolean serves(Client client) throws IOException {
    if (client.ask("CLUSTER", "INFO") != Kind.BULK) return false;
    var info = client.reply().text();
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES);
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.getLocalPort();
    } catch (IOException taken) {
      throw new LabException(
          "port "
              + port
              + " is taken (a node needs its port and the one "
              + BUS
              + " higher); name three others with --port");
    }
  }

  /** One whose bus has a port as well. */
  private static int freePort() throws IOException {
    int port;
    do {
      port = RedisServer.freePort();
    } while (port > MOST);
    return port;
  }

  @Override
  public ServerAddress target() {
    return target;
  }

  @Override
  public void requireAlive() throws InterruptedException {
    for (var node : nodes) node.requireAlive();
  }

  @Override
  public void close() {
    for (var node : nodes) node.close();
  }
}
