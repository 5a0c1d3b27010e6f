package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static toyredis.server.TestClient.resp;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What every step's server bears: attacks, by many clients at once, beside a healthy client that
 * must be answered as if it were alone. The server's heap is far too small for what the attackers
 * ask for. Each test prints its figures.
 *
 * <p>System properties make an attack longer: {@code attack.seconds} (default 1), {@code
 * connections} (default 1,000), and {@code attack.variants=all} (default: a step's first ones).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public abstract class HardenedContract {
  private static final int ATTACK_SECONDS = Integer.getInteger("attack.seconds", 1);
  private static final int CONNECTIONS = Integer.getInteger("connections", 1_000);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  static final long MB = 1 << 20;

  private final Class<?> main;
  private final boolean safe;

  @Parameter(0)
  String variant;

  @Parameter(1)
  String threads;

  private Path log;
  ServerProcess server;

  /**
   * @param safe whether one client's writes never harm another's: not so in step 1
   */
  protected HardenedContract(Class<?> main, boolean safe) {
    this.main = main;
    this.safe = safe;
  }

  /**
   * @param always so many of them in every build
   * @param variants each a variant and a kind of threads: {@code "hashmap virtual"}
   */
  protected static List<Arguments> tried(int always, String... variants) {
    var all = "all".equals(System.getProperty("attack.variants"));
    return Stream.of(variants)
        .limit(all ? variants.length : always)
        .map(variant -> Arguments.of((Object[]) variant.split(" ")))
        .toList();
  }

  @BeforeParameterizedClassInvocation
  void start(String variant, String threads) throws IOException {
    log = Files.createTempFile("toy-redis", ".log");
    server = ServerProcess.start(command("--max-clients", "20000").redirectError(log.toFile()));
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    server.close();
    Files.delete(log);
  }

  /** Whatever the attack was: an exception that ended a thread would stand in the log. */
  @AfterEach
  void theServerLivesAndHasLoggedNothing() throws IOException {
    assertTrue(server.isAlive());
    assertEquals("", Files.readString(log));
  }

  final ProcessBuilder command(String... more) {
    var arguments = new ArrayList<>(List.of("--port", "0"));
    arguments.addAll(List.of("--variant", variant, "--threads", threads));
    arguments.addAll(List.of(more));
    return withHeap("256m", ServerProcess.command(main, arguments));
  }

  static ProcessBuilder withHeap(String size, ProcessBuilder command) {
    command.command().replaceAll(word -> word.startsWith("-Xmx") ? "-Xmx" + size : word);
    return command;
  }

  final void print(String figures, Object... values) {
    var name = main.getSimpleName() + " " + variant + " " + threads;
    System.out.println(name + ": " + String.format(figures, values));
  }

  /** A condition of the server that comes about by itself. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(String what, Condition condition) throws IOException {
    var deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, "in vain awaited: " + what);
      Thread.yield();
    }
  }

  /** A client that knows the answers. Each call of {@link #checks} adds to what it has counted. */
  static final class Healthy implements AutoCloseable {
    final TestClient client;
    private final String name;
    long asked;
    long slowestNanos;

    Healthy(ServerProcess server, String name) throws IOException {
      client = server.connect();
      this.name = "healthy:" + name;
      client.ask("DEL", this.name + ":n", this.name + ":k");
    }

    void checks() throws IOException {
      var before = System.nanoTime();
      asked++;
      assertEquals(":" + asked + "\r\n", client.ask("INCR", name + ":n"));
      assertEquals("+OK\r\n", client.ask("SET", name + ":k", "value " + asked));
      var value = "value " + asked;
      assertEquals("$" + value.length() + "\r\n" + value + "\r\n", client.ask("GET", name + ":k"));
      slowestNanos = Math.max(slowestNanos, System.nanoTime() - before);
    }

    String figures() {
      return String.format(
          "%,d right answers to a client beside it, the slowest three in %d ms",
          3 * asked, slowestNanos / 1_000_000);
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  private interface Attack {
    void run() throws IOException;
  }

  /** Once; or for as long as {@code attack.seconds} says, if it says anything. */
  private static void repeatedly(Attack attack) throws IOException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACK_SECONDS - 1);
    do attack.run();
    while (System.nanoTime() < deadline);
  }

  @Test
  void randomBytesHarmNobodyElse() throws Exception {
    var seed = System.nanoTime();
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACK_SECONDS);
    var attackers = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < 8; i++) {
      var bytes = new RandomBytes(seed + i, safe);
      attackers.add(
          () -> {
            var connections = 0;
            for (; System.nanoTime() < deadline; connections++) attack(bytes);
            return connections;
          });
    }
    try (var pool = Executors.newFixedThreadPool(attackers.size());
        var healthy = new Healthy(server, "random")) {
      var attacks = attackers.stream().map(pool::submit).toList();
      while (System.nanoTime() < deadline) healthy.checks();
      var connections = 0;
      for (var attack : attacks) connections += attack.get();
      healthy.checks();
      print(
          "random bytes for %d s from seed %d on %,d connections; %s",
          ATTACK_SECONDS, seed, connections, healthy.figures());
    } catch (Throwable e) {
      throw new AssertionError("random bytes, seed " + seed, e);
    }
  }

  /** One connection's worth; how it ends differs. */
  private void attack(RandomBytes bytes) throws IOException {
    try (var client = server.connect()) {
      do {
        client.send(bytes.next());
      } while (bytes.onceIn(3));
      if (bytes.onceIn(6)) {
        client.endOutput();
        client.untilClosed(); // the server has to see to that, whatever it was sent
      }
      client.reset(); // leaves no port in TIME_WAIT: a long attack would run out of them
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException e) {
      // the server closed the connection while more was sent: its right
    }
  }

  @Test
  void anAnnouncedLengthCostsNothing() throws IOException {
    repeatedly(this::announceLengths);
  }

  private void announceLengths() throws IOException {
    var before = server.residentBytes();
    var attackers = new ArrayList<TestClient>();
    try (var healthy = new Healthy(server, "announced")) {
      for (var i = 0; i < 1_000; i++) {
        var client = server.connect();
        attackers.add(client);
        var announcement =
            switch (i % 3) {
              case 0 -> "*2\r\n$3\r\nGET\r\n$536870912\r\n";
              case 1 -> "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nabc";
              default -> "*1048576\r\n$536870912\r\n";
            };
        // who has its answer has had its announcement decoded: both came in one piece
        assertEquals("+PONG\r\n", client.send("PING\r\n" + announcement).reply());
        healthy.checks();
      }
      var grown = server.residentBytes() - before;
      print(
          "1,000 announcements of 512 MB grew its memory by %,d KB; %s",
          grown / 1024, healthy.figures());
      // a thousand connections themselves cost up to 100 MB, most of it the stacks of their threads
      assertTrue(grown < 200 * MB, "grown by " + grown);
    } finally {
      for (var client : attackers) client.close();
    }
  }

  @Test
  void slowReadersOfLargeRepliesHarmNobody() throws IOException {
    repeatedly(this::readSlowly);
  }

  private void readSlowly() throws IOException {
    var slow = new ArrayList<TestClient>();
    try (var healthy = new Healthy(server, "slow")) {
      healthy.client.ask("SET", "large", "x".repeat((int) MB));
      var before = server.residentBytes();
      for (var i = 0; i < 200; i++) {
        var client = server.connect();
        client.socket().setReceiveBufferSize(64 * 1024);
        slow.add(client.send(resp("GET", "large").repeat(50)));
        healthy.checks();
      }
      // once their first bytes are there, the server is at work on all of them
      for (var client : slow) {
        await("the beginning of a reply", () -> client.socket().getInputStream().available() > 0);
        healthy.checks();
      }
      for (var i = 0; i < 200; i++) healthy.checks();
      print(
          "200 slow readers of 10 GB in all grew its memory by %,d KB; %s",
          (server.residentBytes() - before) / 1024, healthy.figures());
      assertTrue(server.residentBytes() < 600 * MB, "resident: " + server.residentBytes());
      // and whoever reads at last gets it all
      var expected = "$" + MB + "\r\n" + "x".repeat((int) MB) + "\r\n";
      for (var i = 0; i < 50; i++) assertTrue(slow.get(100).reply().equals(expected));
    } finally {
      for (var client : slow) client.close();
    }
  }

  @Test
  void resetAndHalfOpenConnectionsLeaveNothingBehind() throws IOException {
    repeatedly(this::resetAndHalfOpen);
  }

  private void resetAndHalfOpen() throws IOException {
    try (var healthy = new Healthy(server, "half")) {
      // what the tests before have closed is being cleared away: the first answer may be too soon
      var open = server.descriptors();
      var request = resp("SET", "k", "v");
      for (var i = 0; i < 300; i++) {
        server.connect().send(request.substring(0, 1 + i % (request.length() - 1))).reset();
        try (var half = server.connect()) {
          var sent = "PING\r\n".repeat(i % 5) + request.substring(0, i % request.length());
          half.send(sent).endOutput();
          assertEquals("+PONG\r\n".repeat(i % 5), half.untilClosed());
        }
        healthy.checks();
      }
      await("descriptors as before", () -> server.descriptors() <= open);
      print("600 reset or half-open connections left no descriptor; %s", healthy.figures());
    }
  }

  @Test
  void thousandsOfConnectionsAreServedWithoutAnError() throws IOException {
    var clients = new ArrayList<TestClient>();
    try (var fresh = ServerProcess.start(command("--max-clients", "20000"));
        var healthy = new Healthy(fresh, "many")) {
      for (var i = 0; i < 100; i++) {
        healthy.checks();
        fresh.connect().close(); // what the first connections cost is not every connection's cost
      }
      var before = fresh.residentBytes();
      for (var i = 0; i < CONNECTIONS; i++) {
        var client = fresh.connect();
        clients.add(client);
        assertEquals("+PONG\r\n", client.ask("PING"));
      }
      var idle = (fresh.residentBytes() - before) / 1024.0 / CONNECTIONS;
      for (var round = 0; round < 3; round++) {
        for (var client : clients) client.send("*1\r\n$4\r\nPI"); // all of them in mid-request
        healthy.checks();
        for (var client : clients) client.send("NG\r\n");
        for (var client : clients) assertEquals("+PONG\r\n", client.reply());
      }
      print(
          "%,d connections, %,d replies, no error; %.1f KB each when idle, %,d MB in all; %s",
          CONNECTIONS, 4 * CONNECTIONS, idle, fresh.residentBytes() / MB, healthy.figures());
    } finally {
      for (var client : clients) client.close();
    }
  }
}
