package toyredis.load.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.TinyServer;
import toyredis.load.client.ServerAddress;
import toyredis.results.Machine;
import toyredis.results.StallResult;

@Timeout(20)
class StallRunTest {
  private static final Machine MACHINE = Machine.read(Path.of("."));
  private static final long KEYS_MILLIS = 30;

  /** Clients beside each KEYS: three times to warm up, then two phases of three rounds. */
  private static final int[] OTHERS = {0, 2, 0, 1, 1, 1, 2, 2, 2};

  private static StallRun.Outcome run(ServerAddress server) throws Exception {
    return new StallRun("x", server, 10, 3, MACHINE).run(_ -> {});
  }

  /** Its KEYS is slow; while it runs, nobody else is answered, as behind one lock. */
  @Test
  void aGetThatWaitsForKeysIsSeenInEveryRound() throws Exception {
    var lock = new Semaphore(1, true);
    var scans = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) throws IOException {
            lock.acquireUninterruptibly();
            try {
              if (request.getFirst().equals("DBSIZE")) return ":10\r\n";
              if (!request.getFirst().equals("KEYS")) return right(request);
              // until the others wait; then for a known time
              int others = OTHERS[scans.getAndIncrement()];
              while (lock.getQueueLength() < others) Thread.yield();
              Thread.sleep(KEYS_MILLIS);
              return "*0\r\n";
            } catch (InterruptedException e) {
              throw new IOException(e);
            } finally {
              lock.release();
            }
          }
        }) {
      var result = run(server.address()).result();
      assertEquals(10, result.keys());
      assertEquals(
          List.of(StallResult.ALONE, StallResult.BESIDE_KEYS, StallResult.BESIDE_KEYS_AND_SET),
          result.phases().stream().map(StallResult.Phase::name).toList());
      for (var name : List.of(StallResult.BESIDE_KEYS, StallResult.BESIDE_KEYS_AND_SET)) {
        var phase = result.phase(name);
        assertEquals(3, phase.rounds());
        assertTrue(phase.lowestMillis() >= KEYS_MILLIS, "only " + phase);
      }
    }
  }

  @Test
  void aServerThatRefusesKeysIsNamedWithItsWords() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) throws IOException {
            return request.getFirst().equals("KEYS") ? "-ERR not here\r\n" : right(request);
          }
        }) {
      var name = server.address().info().name();
      var e = assertThrows(IOException.class, () -> run(server.address()));
      assertEquals(name + ": KEYS was refused: ERR not here", e.getMessage());
    }
  }
}
