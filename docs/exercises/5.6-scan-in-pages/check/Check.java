import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Conversation;
import toyredis.check.Uninstrumented;
import toyredis.check.Wire;
import toyredis.server.Glob;
import toyredis.server.Store.Condition;

@Uninstrumented // one thread; what is counted are turns
class Check {
  private static final int MOST_PAGES = 100_000;

  private static Paged filled(int keys) {
    var store = new Paged();
    for (int i = 0; i < keys; i++) store.set("key:" + i, Bytes.of("v"), Condition.ALWAYS);
    return store;
  }

  @Test
  @Order(1)
  void oneClientIsAnsweredAsRedisWouldAnswer() {
    Conversation.play(
        """
        > SCAN 0
        < *2
        < $1
        < 0
        < *0
        > SET k v
        < +OK
        > SET k w
        < +OK
        > SCAN 0
        < *2
        < $1
        < 0
        < *1
        < $1
        < k
        > scan 0 match x* count 5
        < *2
        < $1
        < 0
        < *0
        > SCAN 0 COUNT 0
        < -ERR syntax error
        > SCAN 0 MATCH
        < -ERR syntax error
        > SCAN
        < -ERR wrong number of arguments for 'scan' command
        > DEL k
        < :1
        > SCAN 0
        < *2
        < $1
        < 0
        < *0
        """);
  }

  @Test
  @Order(2)
  void aPageLooksAtFewKeysEvenIfNoneMatches() {
    var store = filled(2_000);
    for (var pattern : new String[] {"*", "nothing*"}) {
      int pages = 0;
      long cursor = 0;
      do {
        var page = store.page(cursor, 10, new Glob(pattern));
        cursor = page.next();
        assertTrue(page.keys().size() <= 20, "a page of COUNT 10 has at most 20 keys");
        assertTrue(++pages < MOST_PAGES, "the scan does not come to its end");
      } while (cursor != 0);
      assertTrue(
          pages >= 100,
          "2000 keys, 20 a page: others must get at least 100 turns, and get " + pages);
    }
  }

  @Test
  @Order(3)
  void aKeyThatIsThereAllTheTimeIsAnswered() {
    for (int change = 0; change < 4; change++) {
      var store = filled(500);
      var seen = new HashSet<String>();
      long cursor = 0;
      int pages = 0;
      do {
        var page = store.page(cursor, 7, new Glob("*"));
        seen.addAll(page.keys());
        cursor = page.next();
        for (var key : page.keys()) {
          if (change == 0 && !key.endsWith("0")) store.delete(key);
          if (change == 1) store.set(key, Bytes.of("again"), Condition.ALWAYS);
        }
        if (change == 2 && pages < 400) {
          for (int i = 0; i < 5; i++) {
            store.set("new:" + pages + ":" + i, Bytes.of("v"), Condition.ALWAYS);
          }
        }
        if (change == 3) { // as many go as come
          for (int i = 0; i < 10; i++) {
            store.delete("new:" + (pages - 1) + ":" + i);
            store.set("new:" + pages + ":" + i, Bytes.of("v"), Condition.ALWAYS);
          }
        }
        assertTrue(++pages < 5_000, "the scan does not come to its end while others write");
      } while (cursor != 0);
      var missing = new TreeSet<String>();
      for (int i = 0; i < 500; i++) if (!seen.contains("key:" + i)) missing.add("key:" + i);
      assertTrue(
          missing.isEmpty(),
          missing.size()
              + " keys were there all the time"
              + (change == 0 ? ", while others were deleted," : " while others were written")
              + " and not answered");
    }
  }

  @Test
  @Order(4)
  void aDeletedKeyIsNotAnsweredAgain() {
    var store = filled(30);
    store.set("key:3", Bytes.of("again"), Condition.ALWAYS);
    store.delete("key:3");
    var keys = new ArrayList<String>();
    for (long cursor = 0, pages = 0; pages == 0 || cursor != 0; pages++) {
      var page = store.page(cursor, 10, new Glob("*"));
      keys.addAll(page.keys());
      cursor = page.next();
      assertTrue(pages < 100, "the scan does not come to its end");
    }
    assertEquals(
        29, new HashSet<>(keys).size(), "keys that were answered after one of 30 was deleted");
    assertEquals(29, keys.size(), "keys with those that were answered twice");
    store.clear();
    assertEquals(0, store.page(0, 10, new Glob("*")).keys().size(), "keys after FLUSHALL");
  }

  @Test
  @Order(5)
  void theSameCursorMeansTheSamePageAndNothingIsRemembered() {
    var store = filled(100);
    var first = store.page(0, 10, new Glob("*"));
    var second = store.page(first.next(), 10, new Glob("*"));
    store.page(second.next(), 10, new Glob("*"));
    assertEquals(first, store.page(0, 10, new Glob("*")), "the first page, asked for again");
    assertEquals(
        second, store.page(first.next(), 10, new Glob("*")), "the second page, asked for again");
  }

  /** In nanoseconds, the quickest of many: whatever disturbs makes it longer, nothing shorter. */
  private static long quickest(Paged store, long[] cursors) {
    var quickest = Long.MAX_VALUE;
    var begin = System.nanoTime();
    for (int i = 0; i < 400 && (i < 10 || System.nanoTime() - begin < 500_000_000); i++) {
      store.set("other", Bytes.of("v"), Condition.ALWAYS); // what was prepared is out of date
      store.delete("other");
      var slowest = 0L;
      for (var cursor : cursors) {
        var from = System.nanoTime();
        store.page(cursor, 10, new Glob("*"));
        slowest = Math.max(slowest, System.nanoTime() - from);
      }
      quickest = Math.min(quickest, slowest);
    }
    return quickest;
  }

  /** The beginning's cursor, and one from the midst. */
  private static long[] cursors(Paged store, int keys) {
    long cursor = 0;
    for (int looked = 0; looked < keys / 2; looked += keys / 10) {
      cursor = store.page(cursor, keys / 10, new Glob("*")).next();
    }
    return new long[] {0, cursor};
  }

  @Test
  @Order(6)
  void howLongAPageTakesDoesNotDependOnTheNumberOfKeys() {
    int few = 200;
    int many = 200_000;
    var small = filled(few);
    var large = filled(many);
    var cursorsOfSmall = cursors(small, few);
    var cursorsOfLarge = cursors(large, many);
    quickest(small, cursorsOfSmall); // now its code is compiled
    var ofFew = quickest(small, cursorsOfSmall);
    var ofMany = quickest(large, cursorsOfLarge);
    assertTrue(
        ofMany < 20 * ofFew,
        """
        A page of 10 keys takes %.1f us when there are %,d keys, and %.1f us when there are %,d.
        It goes through the others, too, or copies or sorts them, and the loop stands still.\
        """
            .formatted(ofFew / 1e3, few, ofMany / 1e3, many));
  }

  @Test
  @Order(7)
  void overTheNetworkOthersAreServedBetweenThePages() {
    try (var scans = Wire.toServer();
        var other = Wire.toServer()) {
      scans.ask("FLUSHALL");
      for (int i = 0; i < 400; i++) scans.ask("SET key:" + i + " v");
      int turns = 0;
      var cursor = "0";
      do {
        cursor = scans.answer("SCAN " + cursor + " MATCH nothing*").split("\\\\r\\\\n")[2];
        other.number("INCR turns");
        assertTrue(++turns < 2_000, "the scan does not come to its end");
      } while (!cursor.equals("0"));
      assertTrue(turns >= 20, "400 keys, 20 a page: at least 20 turns for others, not " + turns);
    }
  }
}
