package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static toyredis.server.TestClient.resp;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * What every step promises, whatever its design, told to a real process over real sockets. A step's
 * test extends it once, and runs it for each of its variants and kinds of threads.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServerContract {
  private final Class<?> main;

  @Parameter(0)
  String variant;

  @Parameter(1)
  String threads;

  private String[] options;
  ServerProcess server;

  protected ServerContract(Class<?> main) {
    this.main = main;
  }

  @BeforeParameterizedClassInvocation
  void start(String variant, String threads) throws IOException {
    options = new String[] {"--variant", variant, "--threads", threads};
    server = ServerProcess.start(main, options);
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void empty() throws IOException {
    try (var client = server.connect()) {
      assertEquals("+OK\r\n", client.ask("FLUSHALL"));
    }
  }

  private ServerProcess startAnother(String... more) throws IOException {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return ServerProcess.start(main, all.toArray(String[]::new));
  }

  @Test
  void theReadyLineNamesStepAddressVariantAndThreads() {
    assertEquals(
        "ready on 127.0.0.1:"
            + server.port()
            + " (variant "
            + variant
            + ", threads "
            + threads
            + ")",
        server.readyLine().replaceFirst("^step\\d-[a-z-]+ ", ""));
  }

  @Test
  void aConversationInNcIsAnsweredLineByLine() throws IOException {
    try (var client = server.connect()) {
      assertEquals("+OK\r\n", client.send("SET greeting \"hello world\"\r\n").reply());
      assertEquals("$11\r\nhello world\r\n", client.send("get greeting\n").reply());
      assertEquals("$-1\r\n", client.send("\r\n\nGET nothing\n").reply());
      assertEquals("+OK\r\n", client.send("QUIT\r\n").untilClosed());
    }
  }

  @Test
  void everyCommandAnswersAsRedisDoes() throws IOException {
    try (var client = server.connect()) {
      assertEquals("+PONG\r\n", client.ask("PING"));
      assertEquals("$2\r\nhi\r\n", client.ask("ping", "hi"));
      assertEquals("$3\r\na b\r\n", client.ask("ECHO", "a b"));
      assertEquals("$-1\r\n", client.ask("GET", "k"));
      assertEquals("+OK\r\n", client.ask("SET", "k", "1"));
      assertEquals("$-1\r\n", client.ask("SET", "k", "2", "NX"));
      assertEquals("$1\r\n1\r\n", client.ask("SET", "k", "3", "XX", "GET"));
      assertEquals("$1\r\n3\r\n", client.ask("GET", "k"));
      assertEquals(":4\r\n", client.ask("INCR", "k"));
      assertEquals(":3\r\n", client.ask("DECR", "k"));
      assertEquals(":13\r\n", client.ask("INCRBY", "k", "10"));
      assertEquals(":-7\r\n", client.ask("DECRBY", "k", "20"));
      assertEquals(":2\r\n", client.ask("EXISTS", "k", "k", "no"));
      assertEquals("*1\r\n$1\r\nk\r\n", client.ask("KEYS", "[a-z]"));
      assertEquals(":1\r\n", client.ask("DBSIZE"));
      assertEquals("+string\r\n+none\r\n", client.ask("TYPE", "k") + client.ask("TYPE", "no"));
      assertEquals(":-1\r\n:-2\r\n", client.ask("TTL", "k") + client.ask("PTTL", "no"));
      assertEquals(":2\r\n:0\r\n", client.ask("STRLEN", "k") + client.ask("STRLEN", "no"));
      assertEquals(":1\r\n", client.ask("DEL", "k", "no"));
      assertEquals(":0\r\n", client.ask("DBSIZE"));
      assertEquals("+OK\r\n", client.ask("SELECT", "0"));
      assertEquals("+OK\r\n", client.ask("CLIENT", "SETNAME", "me"));
      assertEquals("$2\r\nme\r\n", client.ask("CLIENT", "GETNAME"));
      assertEquals("%7\r\n", client.ask("HELLO", "3").substring(0, 4));
      assertEquals("_\r\n", client.ask("GET", "k"));
    }
  }

  @Test
  void aScanFindsEveryKeyOnce() throws IOException {
    try (var client = server.connect()) {
      var expected = new TreeSet<String>();
      for (var i = 0; i < 1_000; i++) {
        client.ask("SET", "key" + i, "v");
        if (i % 10 == 7) expected.add("key" + i);
      }
      var found = new ArrayList<String>();
      for (var cursor = "0"; !cursor.equals("0") || found.isEmpty(); ) {
        var page = client.ask("SCAN", cursor, "MATCH", "*7", "COUNT", "10").split("\r\n");
        cursor = page[2];
        for (var i = 5; i < page.length; i += 2) found.add(page[i]);
      }
      assertEquals(List.copyOf(expected), found.stream().sorted().toList());
      assertEquals("*2\r\n$1\r\n0\r\n*0\r\n", client.ask("SCAN", "4711"));
    }
  }

  @Test
  void infoTellsWhatCommonToolsRead() throws IOException {
    try (var client = server.connect()) {
      var other = server.connect();
      assertEquals("# Keyspace\r\n", info(client, "KEYSPACE"));
      for (var i = 0; i < 10; i++) client.ask("SET", "key" + i, "v");
      assertEquals("# Keyspace\r\ndb0:keys=10,expires=0,avg_ttl=0\r\n", info(client, "keyspace"));
      assertEquals("", info(client, "nosuch"));
      for (var all : List.of("ALL", "default", "Everything")) {
        assertEquals(
            "[# Server, # Clients, # Memory, # Stats, # CPU, # Keyspace]",
            info(client, all).lines().filter(l -> l.startsWith("#")).toList().toString());
      }
      var server = info(client, "cpu", "server");
      assertTrue(server.startsWith("# Server\r\nredis_version:7.0.15\r\nredis_mode:"), server);
      assertTrue(server.contains("\r\ntcp_port:" + this.server.port() + "\r\n"), server);
      assertTrue(server.matches("(?s).*\r\n\r\n# CPU\r\nused_cpu_sys:\\d+\\.\\d{6}\r\n.*"), server);
      assertTrue(field(client, "used_cpu_user") > 0);
      assertTrue(field(client, "used_memory") > 0);
      assertTrue(field(client, "used_memory_rss") > 0);
      assertEquals(10_000, field(client, "maxclients"));
      var before = field(client, "total_commands_processed");
      client.send("INCR n\r\nSET k v\r\nGET k\r\nKEYS *\r\nDEL k n\r\nPING\r\n".repeat(100));
      client.replies(600);
      other.send("PING\r\n".repeat(1_000)).replies(1_000);
      assertEquals(before + 1_601, field(client, "total_commands_processed"));
      assertTrue(field(client, "instantaneous_ops_per_sec") >= 0);
      var connections = field(client, "total_connections_received");
      assertTrue(connections >= field(client, "connected_clients") && connections >= 2);
      other.close(); // what it asked stays counted
      awaitUntil(() -> !clients(client).contains("addr=" + address(other) + " "));
      var after = field(client, "total_commands_processed");
      assertTrue(after > before + 1_601, () -> after + " after " + before);
      client.ask("FLUSHALL");
      client.ask("HELLO", "3");
      assertEquals("=16\r\ntxt:# Keyspace\r\n\r\n", info(client, "KEYSPACE"));
    }
  }

  private static String info(TestClient client, String... sections) throws IOException {
    var reply = client.ask(("INFO " + String.join(" ", sections)).split(" "));
    return reply.startsWith("=")
        ? reply
        : reply.substring(reply.indexOf('\n') + 1, reply.length() - 2);
  }

  private static double field(TestClient client, String name) throws IOException {
    var line = info(client, "all").lines().filter(l -> l.startsWith(name + ":")).findFirst();
    return Double.parseDouble(line.orElseThrow().substring(name.length() + 1));
  }

  private static String clients(TestClient client) throws IOException {
    return client.ask("CLIENT", "LIST");
  }

  private static String address(TestClient client) {
    return "127.0.0.1:" + client.socket().getLocalPort();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void awaitUntil(Condition condition) throws IOException {
    for (var i = 0; i < 100_000; i++) {
      if (condition.holds()) return;
    }
    throw new AssertionError("it never became so");
  }

  @Test
  void clientListHasALineForEachConnection() throws IOException {
    try (var client = server.connect();
        var other = server.connect()) {
      var id = client.ask("CLIENT", "ID").substring(1).strip();
      client.ask("CLIENT", "SETNAME", "me");
      other.ask("HELLO", "3");
      var lines = clients(client);
      var mine =
          "id="
              + id
              + " addr="
              + address(client)
              + " laddr=127.0.0.1:"
              + server.port()
              + " name=me age=\\d+ idle=0 flags=N db=0 user=default resp=2";
      assertEquals(1, lines.lines().filter(l -> l.matches(mine)).count(), lines);
      assertEquals(
          1,
          lines
              .lines()
              .filter(l -> l.contains("addr=" + address(other) + " ") && l.endsWith(" resp=3"))
              .count(),
          lines);
      assertTrue(clients(other).startsWith("="), "in RESP3 a text says that it is one");
    }
  }

  @Test
  void whatTheErrorsAdviseToAskForIsAnswered() throws IOException {
    try (var client = server.connect()) {
      for (var command : List.of("CLIENT", "CONFIG", "COMMAND")) {
        assertEquals(
            "-ERR unknown subcommand 'nosuch'. Try " + command + " HELP.\r\n",
            client.ask(command, "nosuch"));
        var help = client.ask(command, "help");
        assertTrue(
            help.contains(
                "\r\n+" + command + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"),
            help);
        assertTrue(help.endsWith("+HELP\r\n+    Prints this help.\r\n"), help);
      }
    }
  }

  @Test
  void aMistakeIsAnErrorReplyAndTheConnectionGoesOn() throws IOException {
    try (var client = server.connect()) {
      assertEquals(
          "-ERR unknown command 'LPUSH', with args beginning with: 'k' 'v' \r\n",
          client.ask("LPUSH", "k", "v"));
      assertEquals(
          "-ERR wrong number of arguments for 'get' command\r\n", client.ask("GET", "a", "b"));
      client.ask("SET", "k", "text");
      assertEquals("-ERR value is not an integer or out of range\r\n", client.ask("INCR", "k"));
      client.ask("SET", "k", "9223372036854775807");
      assertEquals("-ERR increment or decrement would overflow\r\n", client.ask("INCR", "k"));
      assertEquals("-ERR syntax error\r\n", client.ask("SET", "k", "v", "NX", "XX"));
      assertEquals("+PONG\r\n", client.ask("PING"));
    }
  }

  /** The server runs in a Turkish locale with Arabic digits, see {@link ServerProcess}. */
  @Test
  void whatTheServerSaysDoesNotDependOnTheLocale() throws IOException {
    try (var client = server.connect()) {
      assertEquals("-ERR wrong number of arguments for 'incr' command\r\n", client.ask("INCR"));
      assertEquals(
          "*2\r\n$10\r\nMAXCLIENTS\r\n$5\r\n10000\r\n", client.ask("CONFIG", "GET", "MAXCLIENTS"));
      assertTrue(client.ask("COMMAND", "INFO", "INCRBY").contains("\r\nincrby\r\n"));
    }
  }

  @Test
  void bytesThatAreNoRequestCloseThatConnectionAndNoOther() throws IOException {
    try (var good = server.connect()) {
      var bad =
          List.of(
              List.of("*1\r\n!3\r\n", "expected '$', got '!'"),
              List.of("*x\r\n", "invalid multibulk length"),
              List.of("*1\r\n$-5\r\n", "invalid bulk length"),
              List.of("*1\r\n$536870913\r\n", "invalid bulk length"),
              List.of("SET k \"v\r\n", "unbalanced quotes in request"),
              List.of("x".repeat(70_000), "too big inline request"));
      for (var attack : bad) {
        try (var client = server.connect()) {
          assertEquals(
              "+PONG\r\n-ERR Protocol error: " + attack.get(1) + "\r\n",
              client.send("PING\r\n" + attack.get(0)).untilClosed());
        }
      }
      assertEquals("+PONG\r\n", good.ask("PING"));
    }
  }

  @Test
  void aPipelineIsAnsweredInOrder() throws IOException {
    try (var client = server.connect()) {
      var requests = new StringBuilder();
      var replies = new StringBuilder();
      for (var i = 1; i <= 5000; i++) {
        requests.append(i % 2 == 0 ? "INCR n\r\n" : resp("INCR", "n"));
        replies.append(":" + i + "\r\n");
      }
      assertEquals(replies.toString(), client.send(requests.toString()).replies(5000));
    }
  }

  @Test
  void aRequestMayArriveByteByByte() throws IOException {
    try (var client = server.connect()) {
      for (var c : (resp("SET", "k", "a\r\nb") + "GET k\r\n").toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertEquals("+OK\r\n$4\r\na\r\nb\r\n", client.replies(2));
    }
  }

  @Test
  void keysAndValuesMayBeAnyBytes() throws IOException {
    var all = new StringBuilder();
    for (char c = 0; c < 256; c++) all.append(c);
    try (var client = server.connect()) {
      assertEquals("+OK\r\n", client.ask("SET", all.toString(), all.toString()));
      assertEquals("$256\r\n" + all + "\r\n", client.ask("GET", all.toString()));
      assertEquals("*1\r\n$256\r\n" + all + "\r\n", client.ask("KEYS", "*"));
    }
  }

  @Test
  void aLargeValueComesBackWhole() throws IOException {
    var value = "0123456789abcdef".repeat(1 << 20);
    try (var client = server.connect()) {
      assertEquals("+OK\r\n", client.ask("SET", "large", value));
      assertTrue(client.ask("GET", "large").equals("$16777216\r\n" + value + "\r\n"));
    }
  }

  @Test
  void aClientThatDoesNotReadItsRepliesHarmsNobody() throws IOException {
    try (var slow = server.connect();
        var other = server.connect()) {
      other.ask("SET", "large", "x".repeat(8 << 20));
      var requests = "GET large\r\n".repeat(200); // 1.6 GB of replies: more than the server's heap
      slow.send(requests);
      for (var i = 1; i <= 100; i++) assertEquals(":" + i + "\r\n", other.ask("INCR", "n"));
      assertEquals("$8388608\r\n", slow.reply().substring(0, 10));
    }
  }

  @Test
  void aClientThatVanishesHarmsNobody() throws IOException {
    try (var other = server.connect()) {
      for (var i = 1; i <= 20; i++) {
        var vanishing = server.connect();
        vanishing.send(resp("SET", "k", "v").substring(0, i)).reset();
        assertEquals(":" + i + "\r\n", other.ask("INCR", "n"));
      }
    }
  }

  @Test
  void clientsBeyondTheMaximumAreToldSoAndTurnedAway() throws IOException {
    try (var small = startAnother("--max-clients", "2");
        var first = small.connect();
        var second = small.connect()) {
      assertEquals("+PONG\r\n+PONG\r\n", first.ask("PING") + second.ask("PING"));
      try (var third = small.connect()) {
        assertEquals("-ERR max number of clients reached\r\n", third.untilClosed());
      }
      assertEquals("+PONG\r\n", first.ask("PING"));
    }
  }

  @Test
  void aSilentClientIsClosedWhenATimeoutIsSet() throws IOException {
    try (var impatient = startAnother("--timeout", "1");
        var silent = impatient.connect()) {
      assertEquals("+PONG\r\n", silent.ask("PING"));
      assertEquals("", silent.untilClosed());
    }
  }

  @Test
  void onSigtermWhatWasReceivedIsAnsweredAndTheExitCodeIsZero() throws Exception {
    try (var stopped = startAnother();
        var client = stopped.connect();
        var idle = stopped.connect()) {
      assertEquals("+PONG\r\n", client.ask("PING"));
      assertEquals("+PONG\r\n", idle.ask("PING")); // it is accepted: the backlog is not answered
      client.send("INCR n\r\n".repeat(1_000));
      assertEquals(":1\r\n", client.reply());
      stopped.terminate();
      var last = "";
      for (var reply : client.untilClosed().split("\r\n")) last = reply;
      assertEquals(":1000", last);
      assertEquals("", idle.untilClosed());
      assertEquals(0, stopped.exitCode(2_500));
    }
  }

  @Test
  void aPortInUseIsSaidInOneLineWithExitCodeOne() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var port = String.valueOf(taken.getLocalPort());
      var ended = ServerProcess.run(main, "--bind", "0.0.0.0", "--port", port);
      assertEquals(1, ended.exitCode());
      assertTrue(ended.error().contains(port) && ended.error().contains("--port"), ended.error());
      assertEquals(1, ended.error().lines().count(), ended.error());
    }
  }

  @Test
  void anUnknownVariantIsSaidInOneLineWithExitCodeTwo() throws Exception {
    var ended = ServerProcess.run(main, "--variant", "fast", "--threads", threads);
    assertEquals(2, ended.exitCode());
    assertTrue(
        ended.error().contains("--variant") && ended.error().contains(variant), ended.error());
    assertEquals(1, ended.error().lines().count(), ended.error());
  }

  /** The same bytes to both; what differs by nature is put in order or masked before comparing. */
  private void assertAnswersAsRedis(RedisProcess redis, List<String> requests, String context)
      throws IOException {
    try (var real = redis.connect();
        var ours = server.connect()) {
      real.ask("FLUSHALL");
      ours.ask("FLUSHALL");
      for (var from = 0; from < requests.size(); from += 50) {
        var batch = requests.subList(from, Math.min(from + 50, requests.size()));
        real.send(String.join("", batch));
        ours.send(String.join("", batch));
        for (var request : batch) {
          var expected = comparable(request, real.reply());
          var reply = comparable(request, ours.reply());
          assertEquals(expected, reply, () -> context + ", request: " + request);
        }
      }
    }
  }

  private static String shortened(String text) {
    return text.length() < 500 ? text : text.substring(0, 500) + "… (" + text.length() + ")";
  }

  private static String comparable(String request, String reply) {
    if (request.contains("KEYS")) {
      return reply.lines().filter(l -> !l.startsWith("$")).sorted().toList().toString();
    }
    if (request.startsWith("SCAN")) { // the cursor is the server's own affair
      return reply.replaceFirst("^\\*2\r\n\\$\\d+\r\n\\d+", "*2 cursor");
    }
    if (request.startsWith("HELLO")) {
      return reply.replaceFirst("id\r\n:\\d+", "id"); // connections are numbered as they come
    }
    return reply;
  }

  @Test
  void everyCommandAndEveryMistakeIsAnsweredByteForByteAsByRedis() throws IOException {
    try (var redis = RedisProcess.start()) {
      assertAnswersAsRedis(
          redis, RedisConversations.everyCommandWithEveryKindOfArgument(), "table");
      assertAnswersAsRedis(redis, RedisConversations.everyCommandInResp3(), "RESP3");
      var seed = System.nanoTime();
      assertAnswersAsRedis(redis, RedisConversations.random(seed, 3_000), "seed " + seed);
      assertAnswersAsRedis(redis, RedisConversations.randomPatterns(seed, 1_000), "seed " + seed);
      for (var error : RedisConversations.protocolErrors()) {
        try (var real = redis.connect();
            var ours = server.connect()) {
          var expected = real.send(error).untilClosed();
          assertEquals(expected, ours.send(error).untilClosed(), () -> shortened(error));
        }
      }
      for (var bytes : RedisConversations.pipelinesToTheirEnd()) {
        try (var real = redis.connect();
            var ours = server.connect()) {
          real.send("FLUSHALL\r\n" + bytes).endOutput();
          ours.send("FLUSHALL\r\n" + bytes).endOutput();
          assertEquals(real.untilClosed(), ours.untilClosed(), () -> shortened(bytes));
        }
      }
    }
  }

  @Test
  void aConversationIsAnsweredAsByRedisWhereverItIsCutInTwo() throws IOException {
    try (var redis = RedisProcess.start()) {
      String expected;
      try (var real = redis.connect()) {
        expected = real.send(RedisConversations.CONVERSATION).untilClosed();
      }
      for (var cut = 0; cut < RedisConversations.CONVERSATION.length(); cut++) {
        try (var ours = server.connect()) {
          ours.send(RedisConversations.CONVERSATION.substring(0, cut));
          ours.send(RedisConversations.CONVERSATION.substring(cut));
          assertEquals(
              expected.replaceAll("id\r\n:\\d+", "id"),
              ours.untilClosed().replaceAll("id\r\n:\\d+", "id"),
              "cut at " + cut);
        }
      }
    }
  }
}
