package toyredis.step4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import toyredis.server.Store;
import toyredis.step1.NaiveMapStore;

/**
 * A store with a thread of its own cannot be checked operation by operation: the checker would wait
 * for that thread to end. So each interleaving starts an owner and stops it. {@code
 * -Dlincheck.invocations=1000} tries more of them.
 */
class MailboxStoreModelTest {
  private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 20);
  private static final byte[] FIVE = "5".getBytes(ISO_8859_1);

  @Test
  void twoIncrementsCountAsTwo() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          var store = new MailboxStore(new NaiveMapStore(), Thread.ofPlatform().daemon());
          var sums = new long[2];
          together(
              () -> sums[0] = store.increment("visits", 1),
              () -> sums[1] = store.increment("visits", 1));
          assertEquals(Set.of(1L, 2L), Set.of(sums[0], sums[1]));
          assertEquals("2", new String(store.get("visits"), ISO_8859_1));
          stop(store);
        });
  }

  @Test
  void aKeyThatTwoDeleteIsDeletedOnce() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          var store = new MailboxStore(new NaiveMapStore(), Thread.ofPlatform().daemon());
          store.set("city", FIVE, Store.Condition.ALWAYS);
          var deleted = new boolean[2];
          together(
              () -> deleted[0] = store.delete("city"), () -> deleted[1] = store.delete("city"));
          assertEquals(1, (deleted[0] ? 1 : 0) + (deleted[1] ? 1 : 0));
          assertNull(store.get("city"));
          stop(store);
        });
  }

  @Test
  void whatIsAskedWhileTheOwnerStopsIsDoneOrRefused() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          var map = new NaiveMapStore();
          var store = new MailboxStore(map, Thread.ofPlatform().daemon());
          var acknowledged = new boolean[1];
          together(
              () -> {
                try {
                  store.set("city", FIVE, Store.Condition.ALWAYS);
                  acknowledged[0] = true;
                } catch (IllegalStateException refused) {
                  // nothing was promised
                }
              },
              () -> stop(store));
          assertArrayEquals(acknowledged[0] ? FIVE : null, map.get("city"));
          assertThrows(IllegalStateException.class, store::size);
        });
  }

  private static void together(Runnable one, Runnable other) {
    var first = new Thread(one);
    var second = new Thread(other);
    first.start();
    second.start();
    join(first);
    join(second);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stop(MailboxStore store) {
    try {
      store.stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
