package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.results.ErrorClass;
import toyredis.results.LatencyLog;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.LoadSettings.Mix;
import toyredis.results.LoadSettings.OnError;
import toyredis.results.Machine;

@Timeout(20)
class LoadRunTest {
  private static final Machine MACHINE = Machine.read(Path.of("."));
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Longer than a test may take: a run whose connections have all failed has to end before. */
  private static final double NEVER = 60;

  // the first connection of a run sets the keys; the load's own are those above

  @Test
  void refusedConnectionsAreConnectErrors() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) throws IOException {
            stopListening();
            return right(request);
          }
        }) {
      var outcome = run(server, settings(3, NEVER));
      assertErrors(outcome, "connect", 3, 3);
    }
  }

  @Test
  void aResetIsAReadError() throws Exception {
    try (var server = answering(TinyServer.RESET)) {
      assertErrors(run(server, settings(3, NEVER)), "read", 3, 3);
    }
  }

  @Test
  void aResetInTheMiddleOfSendingIsAWriteError() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public void converse(int number, Socket socket) throws IOException {
            if (number == 0) {
              super.converse(number, socket);
            } else {
              // the batch is larger than all buffers between, so the client still has some of it
              socket.getInputStream().read();
              socket.setSoLinger(true, 0);
            }
          }
        }) {
      var load =
          LoadSettings.closedLoop(1)
              .withMix(Mix.ofReadShare(0))
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withValueBytes(1_000_000, 1_000_000)
              .withPipeline(40)
              .withTimes(0, NEVER);
      assertErrors(run(server, load), "write", 40, 1);
    }
  }

  @Test
  void silenceIsATimeout() throws Exception {
    try (var server = answering(TinyServer.SILENCE)) {
      var outcome = run(server, settings(3, NEVER), Duration.ofMillis(200));
      assertErrors(outcome, "timeout", 3, 3);
    }
  }

  @Test
  void aServerThatHangsUpIsClosed() throws Exception {
    try (var server = answering(TinyServer.CLOSE)) {
      assertErrors(run(server, settings(3, NEVER)), "closed", 3, 3);
    }
  }

  @Test
  void aServerThatHangsUpInTheMiddleOfAReplyIsClosed() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public void send(Socket socket, StringBuilder replies) throws IOException {
            if (replies.charAt(0) != '$') {
              super.send(socket, replies);
              return;
            }
            super.send(socket, new StringBuilder(replies.substring(0, 7)));
            socket.shutdownOutput();
          }
        }) {
      assertErrors(run(server, reads(3, NEVER)), "closed", 3, 3);
    }
  }

  @Test
  void bytesThatAreNoReplyAreAProtocolError() throws Exception {
    try (var server = answering("hello\r\n")) {
      assertErrors(run(server, settings(3, NEVER)), "protocol", 3, 3);
    }
  }

  @Test
  void aReplyThatNobodyAskedForIsAProtocolError() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return number == 0 ? right(request) : right(request) + "+OK\r\n";
          }
        }) {
      var outcome = run(server, settings(3, NEVER));
      assertEquals(3, outcome.result().errors().get("protocol"));
      assertEquals(3, outcome.result().failedConnections());
    }
  }

  @Test
  void anErrorReplyIsWrong() throws Exception {
    try (var server = answering("-ERR out of order\r\n")) {
      var outcome = run(server, settings(3, NEVER));
      assertErrors(outcome, "wrong", 3, 3);
      assertTrue(outcome.firstError().contains("ERR out of order"), outcome.firstError());
    }
  }

  @Test
  void aValueThatNobodyWroteIsWrong() throws Exception {
    try (var server = answering(TinyServer.bulk("x".repeat(32)))) {
      assertErrors(run(server, reads(3, NEVER)), "wrong", 3, 3);
    }
  }

  @Test
  void nothingUnderAKeyThatWasSetIsWrong() throws Exception {
    try (var server = answering("$-1\r\n")) {
      assertErrors(run(server, reads(3, NEVER)), "wrong", 3, 3);
    }
  }

  @Test
  void anythingButOkToASetIsWrong() throws Exception {
    try (var server = answering("+QUEUED\r\n")) {
      var writes =
          LoadSettings.closedLoop(3)
              .withMix(Mix.ofReadShare(0))
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withTimes(0, NEVER);
      assertErrors(run(server, writes), "wrong", 3, 3);
    }
  }

  @Test
  void everyRequestOfABrokenBatchHasFailed() throws Exception {
    var replies = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            // six of sixteen, then nothing more
            return number == 0 || replies.incrementAndGet() <= 6 ? right(request) : CLOSE;
          }
        }) {
      var load =
          LoadSettings.closedLoop(1)
              .withMix(Mix.ofReadShare(0.5))
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withPipeline(16)
              .withTimes(0, NEVER);
      var result = run(server, load).result();
      assertEquals(10, result.errors().get("closed"));
      assertEquals(1, result.failedConnections());
    }
  }

  @Test
  void theOtherConnectionsGoOnWhenOneFails() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return number == 2 ? CLOSE : right(request);
          }
        }) {
      var result = run(server, settings(4, 0.3)).result();
      assertEquals(1, result.failedConnections());
      assertEquals(1, result.totalErrors());
      assertTrue(result.operations() > 0);
      assertTrue(result.seconds() >= 0.3);
    }
  }

  @Test
  void nobodyListeningIsSaidAtOnce() throws Exception {
    var server = new TinyServer();
    server.close();
    var e = assertThrows(IOException.class, () -> run(server, settings(3, NEVER)));
    assertTrue(e.getMessage().startsWith(server.address().info().name()), e.getMessage());
  }

  @Test
  void repliesInPiecesAreAnswersAllTheSame() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public void send(Socket socket, StringBuilder replies) throws IOException {
            for (int i = 0; i < replies.length(); i += 5) {
              int end = Math.min(i + 5, replies.length());
              super.send(socket, new StringBuilder(replies.substring(i, end)));
            }
            replies.setLength(0);
          }
        }) {
      var load =
          LoadSettings.closedLoop(3)
              .withKeys(new Keys(KeyChoice.UNIFORM, 10))
              .withPipeline(4)
              .withTimes(0, 0.3);
      assertGood(run(server, load));
    }
  }

  @Test
  void valuesLargerThanEveryBufferArrive() throws Exception {
    try (var server = new TinyServer()) {
      var load =
          LoadSettings.closedLoop(2)
              .withMix(Mix.ofReadShare(0.5))
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withValueBytes(500_000, 500_000)
              .withPipeline(8)
              .withTimes(0, 0.3);
      assertGood(run(server, load));
    }
  }

  @Test
  void pipeliningSendsAsManyRequestsBeforeItWaits() throws Exception {
    var tooMany = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public void converse(int number, Socket socket) throws IOException {
            // the first sets the keys, the next two are the load's, the last asks for INFO
            if (number != 1 && number != 2) {
              super.converse(number, socket);
              return;
            }
            var in = new BufferedInputStream(socket.getInputStream());
            for (; ; ) {
              // no reply before the sixteenth request
              var replies = new StringBuilder();
              for (int i = 0; i < 16; i++) {
                var request = request(in);
                if (request == null) return;
                replies.append(right(request));
              }
              if (in.available() > 0) tooMany.incrementAndGet();
              send(socket, replies);
            }
          }
        }) {
      var load =
          LoadSettings.closedLoop(2)
              .withKeys(new Keys(KeyChoice.UNIFORM, 10))
              .withPipeline(16)
              .withTimes(0, 0.3);
      assertGood(run(server, load));
      assertEquals(0, tooMany.get());
    }
  }

  @Test
  void thinkTimePassesBetweenAReplyAndTheNextRequest() throws Exception {
    var shortest = new AtomicLong(Long.MAX_VALUE);
    var answeredAt = new ConcurrentHashMap<Integer, Long>();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            var answered = answeredAt.get(number);
            if (number > 0 && answered != null) {
              shortest.accumulateAndGet(System.nanoTime() - answered, Math::min);
            }
            answeredAt.put(number, System.nanoTime());
            return right(request);
          }
        }) {
      var load =
          LoadSettings.closedLoop(5)
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withArrivals(Arrivals.closed(20, 40))
              .withTimes(0, 0.5);
      var outcome = run(server, load);
      assertGood(outcome);
      // a timer tick is 1 ms, and half of one may be missing
      assertTrue(shortest.get() >= 19_500_000, "only " + shortest.get() + " ns");
      assertEquals(5 / 0.030, outcome.result().ceiling(), 1e-9);
    }
  }

  @Test
  void anAddedRoundTripIsInEveryLatency() throws Exception {
    try (var server = new TinyServer()) {
      var load =
          LoadSettings.closedLoop(5)
              .withKeys(new Keys(KeyChoice.UNIFORM, 10_000))
              .withRttMillis(60)
              .withTimes(0, 0.5);
      var outcome = run(server, load);
      assertGood(outcome);
      var latency = outcome.result().latency();
      var least = latency.percentiles().getFirst().micros();
      assertTrue(least >= 59_900, "only " + least + " µs"); // three digits of a histogram
      assertEquals(5 / 0.060, outcome.result().ceiling(), 1e-9);
    }
  }

  @Test
  void latencyRunsFromTheSendingToTheReply() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public void send(Socket socket, StringBuilder replies) throws IOException {
            try {
              Thread.sleep(20);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            super.send(socket, replies);
          }
        }) {
      var latency = run(server, settings(2, 0.4)).result().latency();
      assertTrue(latency.p50() >= 20_000, "p50 is " + latency.p50() + " µs");
      assertTrue(latency.p50() <= latency.p90() && latency.p90() <= latency.p99());
      assertTrue(latency.p99() <= latency.p999() && latency.p999() <= latency.max());
      var points = latency.percentiles();
      for (int i = 1; i < points.size(); i++) {
        assertTrue(points.get(i - 1).percentile() <= points.get(i).percentile());
        assertTrue(points.get(i - 1).micros() <= points.get(i).micros());
      }
      assertEquals(100, points.getLast().percentile());
    }
  }

  @Test
  void readShareKeysAndSeedDecideTheRequests() throws Exception {
    var load =
        LoadSettings.closedLoop(1)
            .withKeys(new Keys(KeyChoice.UNIFORM, 10))
            .withTimes(0, NEVER)
            .withOperations(600)
            .withSeed(42);
    var first = requestsOf(load);
    var second = requestsOf(load);
    int common = Math.min(first.size(), second.size());
    assertTrue(common >= 500, "only " + common + " requests");
    assertEquals(first.subList(0, common), second.subList(0, common));

    var some = first.subList(0, 500);
    var keys = new HashSet<String>();
    some.forEach(request -> keys.add(request.get(1)));
    assertEquals(10, keys.size());
    long reads = some.stream().filter(request -> request.getFirst().equals("GET")).count();
    assertTrue(reads > 350 && reads < 450, reads + " reads of 500");
  }

  private static List<List<String>> requestsOf(LoadSettings load) throws Exception {
    var requests = new ConcurrentLinkedQueue<List<String>>();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            if (number == 1) requests.add(request);
            return right(request);
          }
        }) {
      assertGood(run(server, load));
    }
    return List.copyOf(requests);
  }

  @Test
  void warmUpIsNotMeasuredAndTheWindowIsWhole() throws Exception {
    try (var server = new TinyServer()) {
      var load =
          LoadSettings.closedLoop(3).withKeys(new Keys(KeyChoice.ONE, 1)).withTimes(0.3, 0.4);
      var seenInWarmUp = new AtomicLong();
      var outcome =
          new LoadRun("test", server.address(), load, MACHINE)
              .run(
                  run -> {
                    if (run.warmingUp()) seenInWarmUp.accumulateAndGet(run.operations(), Math::max);
                  });
      assertGood(outcome);
      assertEquals(0, seenInWarmUp.get());
      assertTrue(outcome.result().seconds() >= 0.4);
      assertEquals(
          outcome.result().operations() / outcome.result().seconds(),
          outcome.result().operationsPerSecond());
    }
  }

  @Test
  void aConnectionThatReconnectsGoesOnAfterEachError() throws Exception {
    var served = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return number > 0 && served.incrementAndGet() % 40 == 0 ? CLOSE : right(request);
          }
        }) {
      var result = run(server, settings(3, 0.8).withOnError(OnError.RECONNECT)).result();
      assertTrue(result.failedConnections() > 3, "" + result.failedConnections());
      assertEquals(result.failedConnections(), result.totalErrors());
      assertEquals(result.totalErrors(), result.errors().get("closed"));
      assertTrue(result.reconnects() > 0 && result.reconnects() <= result.failedConnections());
      assertTrue(result.operations() > 3 * 40, "" + result.operations());
    }
  }

  @Test
  void aServerThatIsGoneIsAskedAgainOnlyAfterAPause() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) throws IOException {
            stopListening();
            return right(request);
          }
        }) {
      var result = run(server, settings(1, 0.5).withOnError(OnError.RECONNECT)).result();
      // every 100 ms; more often would be hammering, how much less often is the machine's business
      var attempts = result.failedConnections();
      assertTrue(attempts >= 1 && attempts <= 1 + result.seconds() * 10, "" + attempts);
      assertEquals(attempts, result.errors().get("connect"));
      assertEquals(0, result.reconnects());
    }
  }

  @Test
  void aNumberOfOperationsEndsTheWindow() throws Exception {
    try (var server = new TinyServer()) {
      var result = run(server, settings(2, NEVER).withOperations(500)).result();
      assertTrue(result.operations() >= 500, "" + result.operations());
      assertTrue(result.seconds() < NEVER / 2);
    }
  }

  @Test
  void aCancelledRunKeepsItsWholeSeconds() throws Exception {
    var cancelled =
        new LoadRun.Observer() {
          private boolean enough;

          @Override
          public void progress(LoadRun.Progress progress) {
            enough = !progress.warmingUp() && progress.seconds() > 1.3;
          }

          @Override
          public boolean isCancelled() {
            return enough;
          }
        };
    try (var server = new TinyServer()) {
      var run = new LoadRun("test", server.address(), settings(2, NEVER), MACHINE);
      var outcome = run.run(cancelled);
      assertGood(outcome);
      var result = outcome.result();
      var last = result.series().getLast();
      assertEquals(1, result.series().stream().filter(s -> !s.warmingUp()).count());
      assertEquals(last.seconds(), result.seconds(), 1e-9);
      assertEquals(last.operations(), result.operations());
    }
  }

  @Test
  void anOpenLoopNeverAsksBeforeARequestIsDue() throws Exception {
    try (var server = new TinyServer()) {
      for (var loop : List.of(Loop.CONSTANT, Loop.POISSON)) {
        var load =
            LoadSettings.closedLoop(5)
                .withKeys(new Keys(KeyChoice.ONE, 1))
                .withArrivals(new Arrivals(loop, 1_000, 0, 0))
                .withTimes(0.2, 1);
        var outcome = run(server, load);
        assertGood(outcome);
        var result = outcome.result();
        assertEquals(1_000, result.ceiling());
        // since the run began, and six standard deviations of a Poisson process
        double most = 1_000 * result.series().getLast().second();
        assertTrue(result.operations() <= most + 6 * Math.sqrt(most), "" + result.operations());
        assertTrue(result.latency().p50() >= result.serviceTime().p50());
        assertTrue(result.latency().max() >= result.serviceTime().max());
      }
    }
  }

  @Test
  void theSeriesAndTheHistogramsAddUpToTheResult() throws Exception {
    try (var server = new TinyServer()) {
      var outcome = run(server, settings(2, 2.2));
      var result = outcome.result();
      var window = result.series().stream().filter(s -> !s.warmingUp()).toList();
      assertTrue(window.size() >= 2, window.toString());
      assertEquals(result.operations(), window.stream().mapToLong(s -> s.operations()).sum());
      assertEquals(result.seconds(), window.stream().mapToDouble(s -> s.seconds()).sum(), 1e-6);
      for (var tag : List.of(LatencyLog.RESPONSE, LatencyLog.SERVICE)) {
        var intervals = outcome.intervals().stream().filter(i -> i.getTag().equals(tag)).toList();
        assertEquals(window.size(), intervals.size());
        assertEquals(
            result.operations(), intervals.stream().mapToLong(i -> i.getTotalCount()).sum());
      }
      assertTrue(result.clientUse().busiestThread() > 0);
    }
  }

  @Test
  void aRealRedisAnswersAThousandConnectionsAndIsMeasured() throws Exception {
    try (var redis = RealRedis.start()) {
      var load =
          LoadSettings.closedLoop(1000)
              .withKeys(new Keys(KeyChoice.UNIFORM, 1000))
              .withPipeline(2)
              .withArrivals(Arrivals.closed(0, 9))
              .withTimes(0.5, 0.7);
      var outcome = new LoadRun("test", redis.address(), load, MACHINE).run(quiet());
      assertGood(outcome);
      assertTrue(outcome.result().clientUse().cpuMicros() > 0);
      assertTrue(outcome.result().serverUse().cpuMicros() > 0);
      if (System.getProperty("os.name").equals("Linux")) {
        assertTrue(outcome.result().serverUse().rssMiB() > 1);
        assertTrue(
            outcome.result().serverUse().rssPeakMiB() >= outcome.result().serverUse().rssMiB());
        assertTrue(outcome.result().serverUse().threads() >= 1);
        assertTrue(outcome.result().serverUse().descriptors() > 1000);
        assertTrue(outcome.result().serverUse().contextSwitches() > 0);
        assertTrue(outcome.result().serverUse().bytesPerConnection() > 0);
        assertEquals(0, outcome.result().serverUse().gcPauses());
      }
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    var wrong =
        List.of(
            LoadSettings.closedLoop(0).withKeys(new Keys(KeyChoice.ONE, 1)).withTimes(0, 1),
            LoadSettings.closedLoop(1)
                .withMix(Mix.ofReadShare(1.1))
                .withKeys(new Keys(KeyChoice.ONE, 1))
                .withTimes(0, 1),
            LoadSettings.closedLoop(1).withKeys(new Keys(KeyChoice.ONE, 2)).withTimes(0, 1),
            LoadSettings.closedLoop(1)
                .withKeys(new Keys(KeyChoice.ONE, 1))
                .withValueBytes(0, 0)
                .withTimes(0, 1),
            LoadSettings.closedLoop(1)
                .withKeys(new Keys(KeyChoice.ONE, 1))
                .withPipeline(0)
                .withTimes(0, 1),
            LoadSettings.closedLoop(1)
                .withKeys(new Keys(KeyChoice.ONE, 1))
                .withArrivals(Arrivals.closed(9, 3))
                .withTimes(0, 1),
            LoadSettings.closedLoop(1).withKeys(new Keys(KeyChoice.ONE, 1)).withTimes(-1, 1),
            LoadSettings.closedLoop(1).withKeys(new Keys(KeyChoice.ONE, 1)).withTimes(0, 0));
    for (var load : wrong) {
      assertThrows(IllegalArgumentException.class, load::check, load.toString());
    }
  }

  /** Right to the first connection, this to all others. */
  private static TinyServer answering(String reply) throws IOException {
    return new TinyServer() {
      @Override
      public String reply(int number, List<String> request) {
        return number == 0 ? right(request) : reply;
      }
    };
  }

  private static LoadSettings settings(int connections, double seconds) {
    return LoadSettings.closedLoop(connections)
        .withKeys(new Keys(KeyChoice.ONE, 1))
        .withTimes(0, seconds);
  }

  private static LoadSettings reads(int connections, double seconds) {
    return LoadSettings.closedLoop(connections)
        .withMix(Mix.ofReadShare(1))
        .withKeys(new Keys(KeyChoice.ONE, 1))
        .withTimes(0, seconds);
  }

  private static LoadRun.Outcome run(TinyServer server, LoadSettings load) throws Exception {
    return run(server, load, PATIENCE);
  }

  private static LoadRun.Outcome run(TinyServer server, LoadSettings load, Duration timeout)
      throws Exception {
    return new LoadRun(
            "test", server.address(), load.withTimeoutSeconds(timeout.toMillis() / 1e3), MACHINE)
        .run(quiet());
  }

  private static LoadRun.Observer quiet() {
    return _ -> {};
  }

  private static void assertGood(LoadRun.Outcome outcome) {
    assertEquals("", outcome.firstError());
    assertEquals(0, outcome.result().totalErrors());
    assertEquals(0, outcome.result().failedConnections());
    assertTrue(outcome.result().operations() > 0);
  }

  /** This class and no other, and nothing was taken for a success. */
  private static void assertErrors(
      LoadRun.Outcome outcome, String errorClass, long operations, long connections) {
    var result = outcome.result();
    var expected = new java.util.HashMap<String, Long>();
    for (var error : ErrorClass.values()) expected.put(error.label(), 0L);
    expected.put(errorClass, operations);
    assertEquals(Map.copyOf(expected), Map.copyOf(result.errors()), outcome.firstError());
    assertEquals(connections, result.failedConnections());
    assertEquals(0, result.operations());
    assertTrue(outcome.firstError().startsWith(errorClass + ": "), outcome.firstError());
    assertTrue(result.seconds() < NEVER / 2, "the run went on without connections");
  }
}
