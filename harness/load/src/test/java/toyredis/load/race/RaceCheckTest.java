package toyredis.load.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.RealRedis;
import toyredis.load.TinyServer;
import toyredis.load.client.ServerAddress;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.text.ResultText;
import toyredis.results.text.Table;

@Timeout(30)
class RaceCheckTest {
  private static final Machine MACHINE = Machine.read(Path.of("."));

  @Test
  void aRealRedisKeepsItsPromise() throws Exception {
    try (var redis = RealRedis.start()) {
      var result = check(redis.address(), Duration.ofSeconds(5));
      assertTrue(result.kept(), ResultText.of(result, Table.WIDE));
      assertEquals(400_000, named(result, "updates").acknowledged());
      assertEquals(160_000, named(result, "keys").acknowledged());
      assertTrue(named(result, "scan").acknowledged() > 0);
      assertEquals(8_000, named(result, "history").acknowledged());
      assertEquals(
          0,
          new RaceCheck("", redis.address(), 2, 1, Duration.ofSeconds(5), MACHINE).keysAtRisk(),
          "keys are left behind");
    }
  }

  @Test
  void everyLossIsCountedOnce() throws Exception {
    var incrs = new AtomicInteger();
    var sets = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            var reply = right(request);
            switch (request.getFirst()) {
              case "INCR" -> {
                // seven updates are acknowledged and undone
                if (incrs.incrementAndGet() <= 7) right(List.of("INCRBY", request.get(1), "-1"));
              }
              case "SET" -> {
                int set = sets.incrementAndGet();
                // of the keys, three are forgotten, and two hold another's value
                if (set <= 3) forget(request.get(1));
                if (set == 4 || set == 5) right(List.of("SET", request.get(1), "other"));
                // the scan's first key is forgotten too; none of the keys before has an empty value
                if (request.get(2).isEmpty() && request.get(1).equals("race:0:0")) {
                  forget(request.get(1));
                }
              }
              default -> {}
            }
            return reply;
          }
        }) {
      var result = check(server.address(), Duration.ofSeconds(10));
      assertFalse(result.kept());
      assertEquals(new RaceResult.Check("updates", 400_000, 7, 0, ""), named(result, "updates"));
      assertEquals(new RaceResult.Check("keys", 160_000, 5, 0, ""), named(result, "keys"));
      assertEquals(1, named(result, "scan").lost());
      assertEquals(0, named(result, "scan").errors());
    }
  }

  @Test
  void anAnswerThatFitsIntoNoOrderIsAnErrorThatNamesTheKey() throws Exception {
    var asked = new ConcurrentHashMap<Integer, Integer>(); // by connection
    var gets = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            // the last of a batch: what its client asks next has to wait for the answer, so that
            // no answer that follows from it can be read, and found wrong, before it
            var isLast = asked.merge(number, 1, Integer::sum) % History.BATCH == 0;
            var isRace = request.getFirst().equals("GET") && request.get(1).equals("race:1");
            if (isLast && isRace && gets.incrementAndGet() == 150) return "$5\r\nwrong\r\n";
            return right(request);
          }
        }) {
      var history =
          new RaceCheck("test", server.address(), 8, 1, Duration.ofSeconds(10), MACHINE).history();
      assertEquals(1, history.errors(), history.firstError());
      assertEquals(0, history.lost());
      var lines = history.firstError().lines().toList();
      assertEquals("no order explains the answers about race:1", lines.getFirst());
      assertTrue(lines.getLast().endsWith(": GET race:1 = wrong"), history.firstError());
    }
  }

  @Test
  void updatesThatNobodyAskedForAreAnError() throws Exception {
    var incrs = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            if (request.getFirst().equals("INCR") && incrs.incrementAndGet() <= 3) right(request);
            return right(request);
          }
        }) {
      var updates = named(check(server.address(), Duration.ofSeconds(10)), "updates");
      assertEquals(
          new RaceResult.Check("updates", 400_000, 0, 1, "3 updates that nobody asked for"),
          updates);
    }
  }

  @Tag("slow")
  @Test
  void errorRepliesAreCountedAndNotTakenAsAcknowledged() throws Exception {
    var incrs = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return switch (request.getFirst()) {
              case "KEYS" -> "-ERR ConcurrentModificationException\r\n";
              case "INCR" -> incrs.incrementAndGet() <= 10 ? "-ERR no luck\r\n" : right(request);
              default -> right(request);
            };
          }
        }) {
      var result = check(server.address(), Duration.ofSeconds(10));
      assertFalse(result.kept());
      assertEquals(
          new RaceResult.Check("updates", 399_990, 0, 10, "ERR no luck"), named(result, "updates"));
      assertTrue(named(result, "scan").errors() > 0);
      assertEquals("ERR ConcurrentModificationException", named(result, "scan").firstError());
      assertEquals(0, named(result, "scan").lost());
    }
  }

  @Tag("slow")
  @Test
  void aServerThatHangsEndsTheCheckAndHasLostWhatItAcknowledged() throws Exception {
    var requests = new AtomicInteger();
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return requests.incrementAndGet() > 5_000 ? SILENCE : right(request);
          }
        }) {
      var result = check(server.address(), Duration.ofMillis(300));
      assertFalse(result.kept());
      var updates = named(result, "updates");
      assertTrue(updates.errors() > 0);
      assertEquals("no reply within 300 ms", updates.firstError());
      assertTrue(updates.acknowledged() > 0 && updates.acknowledged() < 5_000);
      assertEquals(updates.acknowledged(), updates.lost());
      assertTrue(named(result, "keys").errors() > 0);
      assertTrue(named(result, "scan").errors() > 0);
    }
  }

  @Tag("slow")
  @Test
  void aServerThatTricklesItsRepliesEndsTheCheckToo() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) throws IOException {
            try {
              Thread.sleep(5);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return right(request);
          }

          @Override
          public boolean isTimeToSend(InputStream in) {
            return true;
          }
        }) {
      var result = check(server.address(), Duration.ofMillis(200));
      assertFalse(result.kept());
      assertTrue(
          result.checks().stream().anyMatch(c -> c.firstError().startsWith("not done within")),
          ResultText.of(result, Table.WIDE));
    }
  }

  @Tag("slow")
  @Test
  void aServerThatHangsUpIsCounted() throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            return request.getFirst().equals("INCR") ? CLOSE : right(request);
          }
        }) {
      var updates = named(check(server.address(), Duration.ofSeconds(5)), "updates");
      assertEquals(0, updates.acknowledged());
      assertEquals(8, updates.errors());
    }
  }

  @Test
  void keysAtRiskAreThoseThatTheServerHolds() throws Exception {
    try (var server = new TinyServer()) {
      server.right(List.of("SET", "mine", "1"));
      var check = new RaceCheck("", server.address(), 2, 1, Duration.ofSeconds(5), MACHINE);
      assertEquals(1, check.keysAtRisk());
    }
  }

  @Test
  void nobodyListeningIsSaidAtOnce() throws Exception {
    var server = new TinyServer();
    server.close();
    var check = new RaceCheck("", server.address(), 2, 1, Duration.ofSeconds(5), MACHINE);
    assertThrows(IOException.class, check::keysAtRisk);
  }

  private static RaceResult check(ServerAddress address, Duration patience)
      throws InterruptedException {
    return new RaceCheck("test", address, 8, 1, patience, MACHINE).run(_ -> {});
  }

  private static RaceResult.Check named(RaceResult result, String name) {
    return result.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
