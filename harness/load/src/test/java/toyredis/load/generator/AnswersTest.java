package toyredis.load.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.LoadRun;
import toyredis.load.TinyServer;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Mix;
import toyredis.results.Machine;

/** Servers that are right, and servers that lie: what the generator notices. */
@Timeout(20)
class AnswersTest {
  private static final Machine MACHINE = Machine.read(Path.of("."));
  private static final Mix EVERYTHING = new Mix(5, 4, 3, 2, 1);

  @Test
  void aRightServerHasNoWrongAnswers() throws Exception {
    for (var keys : KeyChoice.values()) {
      try (var server = new TinyServer()) {
        var load =
            own(EVERYTHING, 0.2)
                .withKeys(new Keys(keys, keys == KeyChoice.ONE ? 1 : 20))
                .withValueBytes(1, 40)
                .withPipeline(3);
        var outcome = run(server, load);
        assertEquals("", outcome.firstError(), "" + keys);
        assertTrue(outcome.result().operations() > 100, "" + keys);
      }
    }
  }

  @Test
  void aLostSetIsNoticedByTheKeysOwner() throws Exception {
    var sets = new AtomicInteger();
    assertWrong(
        new Mix(1, 1, 0, 0, 0),
        (request, right) ->
            request.getFirst().equals("SET") && sets.incrementAndGet() % 5 == 0
                ? "+OK\r\n"
                : right.get(),
        "is not the last one written");
  }

  @Test
  void aLostIncrIsNoticedByTheKeysOwner() throws Exception {
    var increments = new AtomicInteger();
    assertWrong(
        new Mix(0, 0, 1, 0, 0),
        (request, right) ->
            request.getFirst().equals("INCR") && increments.incrementAndGet() == 50
                ? ":1\r\n"
                : right.get(),
        "INCR was answered with 1 and not with");
  }

  @Test
  void aDeletedKeyThatIsStillThereIsNoticedByItsOwner() throws Exception {
    Set<String> deleted = ConcurrentHashMap.newKeySet();
    assertWrong(
        new Mix(1, 0, 0, 1, 0),
        // answers as if it deleted, a second time too, so that only a GET can tell
        (request, right) -> {
          if (!request.getFirst().equals("DEL")) return right.get();
          return deleted.add(request.get(1)) ? ":1\r\n" : ":0\r\n";
        },
        "GET was answered with a value that had been deleted");
  }

  @Test
  void aKeyThatIsMissingFromKeysIsNoticed() throws Exception {
    assertWrong(
        new Mix(0, 0, 0, 0, 1),
        (_, right) -> right.get().replace("*20", "*19").replace("$16\r\nkey:000000000007\r\n", ""),
        "KEYS was answered with 19 elements");
  }

  @Test
  void aForeignKeyAmongKeysIsNoticed() throws Exception {
    assertWrong(
        new Mix(0, 0, 0, 0, 1),
        (_, right) -> right.get().replace("key:000000000007", "key:000000000077"),
        "KEYS was answered with 20 elements that are not the load's keys");
  }

  @Test
  void keysOfAnEarlierRunAreNoError() throws Exception {
    try (var server = new TinyServer()) {
      run(server, own(new Mix(1, 0, 0, 0, 0), 0.1).withKeys(new Keys(KeyChoice.UNIFORM, 50)));
      assertEquals("", run(server, own(new Mix(0, 0, 0, 0, 1), 0.1)).firstError());
    }
  }

  @FunctionalInterface
  private interface Lie {
    String reply(List<String> request, Supplier<String> right);
  }

  /** One wrong answer is found, and is the first error. */
  private static void assertWrong(Mix mix, Lie lie, String words) throws Exception {
    try (var server =
        new TinyServer() {
          @Override
          public String reply(int number, List<String> request) {
            // the first connection sets the keys
            return number == 0 ? right(request) : lie.reply(request, () -> right(request));
          }
        }) {
      var outcome =
          new LoadRun("test", server.address(), own(mix, 60), MACHINE).run(new UntilAnError());
      assertTrue(outcome.firstError().startsWith("wrong: "), outcome.firstError());
      assertTrue(outcome.firstError().contains(words), outcome.firstError());
    }
  }

  /** Ends a run at its first error. */
  private static final class UntilAnError implements LoadRun.Observer {
    private boolean failed;

    @Override
    public void progress(LoadRun.Progress progress) {
      failed = progress.errors() > 0;
    }

    @Override
    public boolean isCancelled() {
      return failed;
    }
  }

  private static LoadSettings own(Mix mix, double seconds) {
    return LoadSettings.closedLoop(2)
        .withMix(mix)
        .withKeys(new Keys(KeyChoice.OWN, 20))
        .withTimes(0, seconds);
  }

  private static LoadRun.Outcome run(TinyServer server, LoadSettings load) throws Exception {
    return new LoadRun("test", server.address(), load, MACHINE).run(_ -> {});
  }
}
