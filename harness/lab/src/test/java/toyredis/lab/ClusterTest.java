package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.server.RedisServer;
import toyredis.load.client.Client;
import toyredis.load.client.Slots;
import toyredis.results.LoadResult;
import toyredis.results.Results;

/** Three real redis-servers as a cluster. */
@Timeout(90)
class ClusterTest {
  private static final Pattern NODE =
      Pattern.compile("node \\d: 127\\.0\\.0\\.1:(\\d+), slots (\\d+) to (\\d+)");
  private static final Pattern KEPT = Pattern.compile("kept in: +(\\S+)");

  @TempDir private Path results;

  private static void requireRedis() {
    if (!RedisServer.isInstalled()) System.err.println("SKIPPED: redis-server is not installed");
    assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
  }

  @Test
  void aClusterServesUntilTheLabIsKilledAndKeysLieWhereTheirSlotsSay() throws Exception {
    requireRedis();
    var lab = ChildLab.start(results, "cluster", "--port", "" + threeFreePorts());
    try {
      var lines = lab.inputReader();
      var line = lines.readLine();
      int node = 0;
      var ports = new int[3];
      for (var match = NODE.matcher(line); match.matches(); match = NODE.matcher(line)) {
        ports[node] = Integer.parseInt(match.group(1));
        assertEquals("" + Slots.first(node++, 3), match.group(2));
        line = lines.readLine();
      }
      assertEquals(3, node);
      assertTrue(line.startsWith("cluster_state:ok."), line);
      assertTrue(line.endsWith("redis-cli -c -p " + ports[0]), line);
      assertEquals("OK", ask(ports[2], "SET", "a", "1")); // slot 15495
      assertEquals("MOVED 15495 127.0.0.1:" + ports[2], ask(ports[0], "GET", "a"));
      assertEquals(
          "CROSSSLOT Keys in request don't hash to the same slot", ask(ports[0], "MGET", "a", "b"));
      assertEquals("OK", ask(ports[0], "MSET", "{user1000}:a", "1", "{user1000}:b", "2"));
      var nodes = lab.descendants().toList();
      lab.destroyForcibly();
      for (var each : nodes) each.onExit().get(30, TimeUnit.SECONDS);
      assertFalse(nodes.isEmpty());
    } finally {
      lab.destroyForcibly();
    }
  }

  private static String ask(int port, String... words) throws IOException {
    var patience = Duration.ofSeconds(10);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var client = new Client(address, patience, patience)) {
      client.ask(words);
      return client.reply().text();
    }
  }

  /** The first of three in a row, whose buses are free as well. */
  private static int threeFreePorts() {
    for (int first = 20_000; ; first += 3) {
      if (List.of(0, 1, 2, 10_000, 10_001, 10_002).stream().allMatch(new Free(first)::plus)) {
        return first;
      }
    }
  }

  private record Free(int first) {
    boolean plus(int more) {
      try (var socket = new ServerSocket(first + more, 1, InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
  }

  @Tag("slow")
  @Test
  void aLoadIsRoutedByKeyAndCostsTheSumOfTheNodes() throws IOException {
    requireRedis();
    var lab =
        LabRun.of(
            "load",
            "redis-cluster",
            "-c",
            "9",
            "-d",
            "1s",
            "--warmup",
            "200ms",
            "--mix",
            "get=8,set=1,del=1",
            "--keys",
            "zipfian");
    assertEquals(0, lab.exit(), lab.err());
    var kept = KEPT.matcher(lab.out());
    assertTrue(kept.find(), lab.out());
    var result = (LoadResult) Results.read(Path.of(kept.group(1)));
    assertEquals("redis-cluster", result.server().name());
    assertEquals(0, result.totalErrors(), lab.out()); // a key at the wrong node would be MOVED
    assertTrue(result.operations() > 0, lab.out());
    assertTrue(result.serverUse().cpuMicros() > 0, lab.out());
    assertTrue(result.serverUse().descriptors() >= 3 * 9, lab.out()); // buses, logs, connections
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load redis-cluster --keys one",
        "load redis-cluster --key-count 50",
        "load redis-cluster --mix get=1,incr=1",
        "load redis-cluster --mix get=1,keys=1",
      })
  void whatCannotBeRoutedIsRefusedBeforeAnythingStarts(String command) {
    var lab = LabRun.of(command.split(" "));
    assertEquals(1, lab.exit(), lab.out());
    assertTrue(lab.err().startsWith("lab load: redis-cluster takes "), lab.err());
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    requireRedis();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assumeTrue(port <= 55_533, "a port whose bus would be too high");
      var lab = LabRun.of("cluster", "--port", "" + port);
      assertEquals(1, lab.exit(), lab.out());
      assertTrue(lab.err().contains("port " + port + " is taken"), lab.err());
    }
  }
}
