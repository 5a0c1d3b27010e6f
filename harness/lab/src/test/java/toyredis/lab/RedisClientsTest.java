package toyredis.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/**
 * The clients of the Redis world, with their default settings, against every step: each does what
 * it does with Redis, and neither client nor server says a word of warning.
 */
@ParameterizedClass(name = "{0} {1}")
@CsvSource({
  "NAIVE_MAP, hashmap",
  "MUTEX, synchronized",
  "READ_WRITE_LOCK, rwlock",
  "SINGLE_WRITER, per-command",
  "SINGLE_WRITER, batch",
  "EVENT_LOOP, single-loop",
  "EVENT_LOOP, multi-loop"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RedisClientsTest {
  @Parameter(0)
  Step step;

  @Parameter(1)
  String variant;

  private Path serverErrors;
  private Process server;
  private int port;

  @BeforeParameterizedClassInvocation
  void start(Step step, String variant) throws IOException {
    serverErrors = Files.createTempFile("toy-redis", ".err");
    var command = new ArrayList<>(Checkout.ofThisLab().command(step));
    command.addAll(List.of("--port", "0", "--variant", variant));
    server = new ProcessBuilder(command).redirectError(serverErrors.toFile()).start();
    var ready = server.inputReader().readLine();
    port = Integer.parseInt(ready.replaceFirst(".* ready on 127\\.0\\.0\\.1:(\\d+) .*", "$1"));
  }

  @AfterParameterizedClassInvocation
  void theServerHadNothingToComplainOf() throws Exception {
    server.destroy();
    assertTrue(server.waitFor(10, TimeUnit.SECONDS), "the server does not stop");
    assertEquals("", Files.readString(serverErrors));
    Files.delete(serverErrors);
  }

  @BeforeEach
  void empty() throws Exception {
    assertEquals("OK\n", cli("FLUSHALL").output());
  }

  private Tool.Ended cli(String... words) throws Exception {
    var command = new ArrayList<>(List.of("redis-cli", "-p", "" + port));
    command.addAll(List.of(words));
    return Tool.run(command, "", Duration.ofSeconds(30));
  }

  @Test
  void jedisWithItsDefaults() {
    try (var log = new LogWarnings();
        var jedis = RedisClient.create("127.0.0.1", port)) {
      jedisDoesItsWork(jedis);
      assertEquals(List.of(), log.warnings());
    }
  }

  @Test
  void jedisInResp2() {
    try (var log = new LogWarnings();
        var jedis = jedis(RedisProtocol.RESP2)) {
      jedisDoesItsWork(jedis);
      assertEquals(List.of(), log.warnings());
    }
  }

  @Test
  void jedisInResp3ByName() {
    try (var log = new LogWarnings();
        var jedis = jedis(RedisProtocol.RESP3)) {
      jedisDoesItsWork(jedis);
      assertEquals(List.of(), log.warnings());
    }
  }

  private RedisClient jedis(RedisProtocol protocol) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", port))
        .clientConfig(
            DefaultJedisClientConfig.builder().protocol(protocol).clientName("me").build())
        .build();
  }

  private static void jedisDoesItsWork(RedisClient jedis) {
    assertEquals("PONG", jedis.ping());
    assertNull(jedis.get("k"));
    assertEquals("OK", jedis.set("k", "v"));
    assertNull(jedis.set("k", "w", SetParams.setParams().nx()));
    assertEquals("v", jedis.setGet("k", "w"));
    assertEquals("w", jedis.get("k"));
    assertEquals(1, jedis.incr("n"));
    assertEquals(-9, jedis.decrBy("n", 10));
    assertTrue(jedis.exists("n"));
    assertEquals(Set.of("k", "n"), Set.copyOf(jedis.keys("*")));
    assertEquals(2, jedis.dbSize());
    assertEquals(2, jedis.del("k", "n", "absent"));
    var binary = new byte[256];
    for (var i = 0; i < 256; i++) binary[i] = (byte) i;
    jedis.set(binary, binary);
    assertEquals(new String(binary, ISO_8859_1), new String(jedis.get(binary), ISO_8859_1));
    var e = assertThrows(JedisDataException.class, () -> jedis.incr(binary));
    assertEquals("ERR value is not an integer or out of range", e.getMessage());
    try (var pipeline = jedis.pipelined()) {
      var replies = new ArrayList<Response<Long>>();
      for (var i = 0; i < 1000; i++) replies.add(pipeline.incr("pipelined"));
      pipeline.sync();
      for (var i = 0; i < 1000; i++) assertEquals(i + 1, replies.get(i).get());
    }
    assertEquals("OK", jedis.flushAll());
  }

  @Test
  void lettuceWithItsDefaults() throws Exception {
    try (var log = new LogWarnings();
        var lettuce = io.lettuce.core.RedisClient.create("redis://127.0.0.1:" + port)) {
      try (var connection = lettuce.connect()) {
        lettuceDoesItsWork(connection);
      }
      assertEquals(List.of(), log.warnings());
    }
  }

  private static void lettuceDoesItsWork(StatefulRedisConnection<String, String> connection)
      throws Exception {
    var redis = connection.sync();
    assertEquals("PONG", redis.ping());
    assertNull(redis.get("k"));
    assertEquals("OK", redis.set("k", "grüße"));
    assertNull(redis.set("k", "w", SetArgs.Builder.nx()));
    assertEquals("grüße", redis.setGet("k", "w"));
    assertEquals(7, redis.incrby("n", 7));
    assertEquals(2, redis.exists("k", "n", "absent"));
    assertEquals(Set.of("k", "n"), Set.copyOf(redis.keys("[kn]")));
    assertEquals("me", redis.clientSetname("me").equals("OK") ? redis.clientGetname() : "");
    assertEquals("no", redis.configGet("appendonly").get("appendonly"));
    assertTrue(redis.info().contains("redis_version:7.0.15"), redis.info());
    assertTrue(redis.commandCount() > 20);
    var e = assertThrows(RedisCommandExecutionException.class, () -> redis.incr("k"));
    assertEquals("ERR value is not an integer or out of range", e.getMessage());
    var replies = new ArrayList<Future<Long>>();
    for (var i = 0; i < 1000; i++) replies.add(connection.async().incr("pipelined"));
    for (var i = 0; i < 1000; i++) assertEquals(i + 1, replies.get(i).get(30, TimeUnit.SECONDS));
    assertEquals(3, redis.del("k", "n", "pipelined"));
    assertEquals(0, redis.dbsize());
  }

  @Test
  void redisCliInATerminal() throws Exception {
    var prompt = "127.0.0.1:" + port + "> ";
    try (var cli = Terminal.start("redis-cli -p " + port)) {
      cli.awaits(prompt);
      cli.type("set greeting");
      cli.awaits(" value [NX|XX] [GET]"); // the hint, made of what COMMAND DOCS answered
      cli.type(" \"hello world\"\r");
      cli.awaits("\r\nOK\r\n" + prompt);
      cli.type("GET greeting\r");
      cli.awaits("\r\n\"hello world\"\r\n" + prompt);
      cli.type("incr visits\r");
      cli.awaits("\r\n(integer) 1\r\n" + prompt);
      cli.type("get nothing\r");
      cli.awaits("\r\n(nil)\r\n" + prompt);
      cli.type("keys vis*\r");
      cli.awaits("\r\n1) \"visits\"\r\n" + prompt);
      cli.type("dbs\t"); // completes
      cli.awaits("DBSIZE");
      cli.type("\r");
      cli.awaits("\r\n(integer) 2\r\n" + prompt);
      cli.type("help incrby\r");
      cli.awaits("Increment the integer value of a key by a number");
      cli.awaits(prompt);
      cli.type("hello 3\r");
      cli.awaits("\"proto\" => (integer) 3");
      cli.awaits(prompt);
      cli.type("info server\r");
      cli.awaits("redis_version:7.0.15");
      cli.awaits(prompt); // what is typed before it is there gets lost
      cli.type("exit\r");
      assertEquals(0, cli.exitCode(30_000), cli.screen());
      assertNoComplaint(cli.screen());
    }
  }

  @Test
  void redisCliPipeModeSendsTenThousandCommands() throws Exception {
    var commands = new StringBuilder();
    for (var i = 0; i < 10_000; i++) {
      var key = "key:" + i;
      commands.append("*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key + "\r\n$1\r\nv\r\n");
    }
    var ended =
        Tool.run(
            List.of("redis-cli", "-p", "" + port, "--pipe"),
            commands.toString(),
            Duration.ofSeconds(60));
    assertTrue(ended.output().endsWith("errors: 0, replies: 10000\n"), ended.output());
    assertEquals(0, ended.exitCode());
    assertEquals("10000\n", cli("DBSIZE").output());
  }

  @Test
  void redisCliScansTheKeysAndFindsTheBiggest() throws Exception {
    assertEquals("OK\n", cli("SET", "small", "x").output());
    assertEquals("OK\n", cli("SET", "large", "x".repeat(1_000)).output());
    assertEquals(List.of("large", "small"), cli("--scan").output().lines().sorted().toList());
    assertEquals("large\n", cli("--scan", "--pattern", "l*").output());
    var bigkeys = cli("--bigkeys").output();
    assertTrue(bigkeys.contains("Sampled 2 keys in the keyspace!"), bigkeys);
    assertTrue(bigkeys.contains("Biggest string found '\"large\"' has 1000 bytes"), bigkeys);
    assertNoComplaint(bigkeys);
  }

  @Tag("slow")
  @Test
  void redisBenchmarkOneByOneAndPipelined() throws Exception {
    for (var depth : List.of("1", "16")) {
      var ended =
          Tool.run(
              List.of(
                  "redis-benchmark",
                  "-p",
                  "" + port,
                  "-t",
                  "ping,set,get,incr",
                  "-n",
                  "2000",
                  "-P",
                  depth,
                  "-q"),
              "",
              Duration.ofSeconds(60));
      assertEquals(0, ended.exitCode(), ended.output());
      assertNoComplaint(ended.output());
      for (var test : List.of("PING_INLINE", "PING_MBULK", "SET", "GET", "INCR")) {
        assertTrue(
            ended.output().contains(test + ": ") && ended.output().contains("requests per second"),
            ended.output());
      }
    }
    var counted = cli("GET", "counter:__rand_int__").output();
    if (step != Step.NAIVE_MAP) assertEquals("4000\n", counted); // step 1 loses some: its lesson
  }

  private static void assertNoComplaint(String output) {
    var lower = output.toLowerCase();
    for (var complaint : List.of("warning", "error", "could not", "unknown")) {
      assertFalse(lower.contains(complaint), output);
    }
  }
}
