package toyredis.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.load.LoadRun;
import toyredis.load.RealRedis;
import toyredis.load.TinyServer;
import toyredis.load.client.ServerAddress;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.Machine;
import toyredis.results.text.ResultText;

/** What is known of a server of which there is only the address. */
@Timeout(20)
class InfoReadingTest {
  private static final LoadSettings LOAD =
      LoadSettings.closedLoop(2).withKeys(new Keys(KeyChoice.ONE, 1)).withTimes(0, 0.1);

  @Test
  void cpuAndMemoryOfAServerAreWhatItsInfoTellsAtTheEdgesOfTheWindow() throws Exception {
    var asked = new AtomicInteger();
    Set<Integer> askers = ConcurrentHashMap.newKeySet();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            if (!request.getFirst().equals("INFO")) return right(request);
            askers.add(number);
            int time = asked.incrementAndGet();
            return bulk(
                """
                # Memory
                used_memory_rss:%d
                used_memory_rss_human:7.00M
                # CPU
                used_cpu_sys:%d.250000
                used_cpu_user:%d.500000
                used_cpu_sys_children:99.000000
                """
                    .formatted((6 + time) << 20, time, 10 * time)
                    .replace("\n", "\r\n"));
          }
        }) {
      var result = run(server.address());
      assertEquals(2, asked.get());
      // the first connection sets the key, the next two are the load's
      assertEquals(Set.of(3), askers);
      assertEquals(11e6 / result.operations(), result.serverUse().cpuMicros(), 1e-6);
      assertEquals(8, result.serverUse().rssMiB());
      assertEquals(0, result.serverUse().rssPeakMiB());
      assertEquals(0, result.serverUse().bytesPerConnection());
      assertTrue(
          ResultText.of(result).contains(" µs CPU per operation (by INFO), 8 MiB resident\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR unknown command 'INFO'\r\n",
        "$0\r\n\r\n",
        "$19\r\nused_cpu_user:1.5\r\n\r\n",
        "$37\r\nused_cpu_user:much\r\nused_cpu_sys:2.5\r\n\r\n",
        "+OK\r\n",
        "hello\r\n",
        TinyServer.SILENCE,
        TinyServer.CLOSE
      })
  void aServerThatDoesNotTellHasNoFigure(String reply) throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return request.getFirst().equals("INFO") ? reply : right(request);
          }
        }) {
      var load = reply.isEmpty() ? LOAD.withTimeoutSeconds(1) : LOAD;
      assertEquals(LoadResult.ServerUse.UNKNOWN, run(server.address(), load).serverUse());
    }
  }

  @Test
  void aServerThatStopsTellingHasNoFigure() throws Exception {
    var asked = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            if (!request.getFirst().equals("INFO")) return right(request);
            return asked.incrementAndGet() > 1
                ? CLOSE
                : bulk("used_cpu_sys:1.5\r\nused_cpu_user:2.5\r\n");
          }
        }) {
      var result = run(server.address());
      assertEquals(2, asked.get());
      assertEquals(LoadResult.ServerUse.UNKNOWN, result.serverUse());
    }
  }

  @Test
  void aRealRedisTellsWhatTheWindowCostIt() throws Exception {
    try (var redis = RealRedis.start()) {
      var result = run(ServerAddress.at(redis.address().address()));
      var use = result.serverUse();
      double seconds = use.cpuMicros() * result.operations() / 1e6;
      double inAll = ProcessReading.cpu(redis.address().pid()).toNanos() / 1e9;
      // the system counts in hundredths of a second
      assertTrue(seconds > 0 && seconds < inAll + 0.02, seconds + " s of " + inAll);
      assertTrue(use.rssMiB() > 1, use.toString());
    }
  }

  private static LoadResult run(ServerAddress address) throws Exception {
    return run(address, LOAD);
  }

  private static LoadResult run(ServerAddress address, LoadSettings load) throws Exception {
    var outcome = new LoadRun("test", address, load, Machine.read(Path.of("."))).run(_ -> {});
    assertEquals("", outcome.firstError());
    return outcome.result();
  }
}
