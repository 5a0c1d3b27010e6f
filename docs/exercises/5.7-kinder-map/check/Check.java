import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Uninstrumented;
import toyredis.server.Glob;
import toyredis.server.Store;
import toyredis.server.Store.Condition;
import toyredis.step1.NaiveMapStore;

@Uninstrumented
class Check {
  /** Just below half of a power of two, where tables that double are half full. */
  private static final int ENTRIES = 123_000;

  private static final double MOST_MEMORY = 0.75;
  private static final double MOST_TIME = 1.5;
  private static final byte[] VALUE = new byte[32];

  @Test
  @Order(1)
  void itAnswersAsAHashMapDoes() {
    var equalHashes = new String[40];
    for (var i = 0; i < equalHashes.length; i++) {
      var key = new StringBuilder();
      for (var bit = 0; bit < 6; bit++) key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      equalHashes[i] = key.toString();
    }
    compare(equalHashes, 1, 30_000);
    compare(numbered(10), 2, 20_000);
    compare(numbered(300), 3, 60_000);
    compare(numbered(5_000), 4, 60_000);
    compare(new String[] {"", "\u0000", "\u00ff", " "}, 5, 2_000);
  }

  private static String[] numbered(int count) {
    var keys = new String[count];
    for (var i = 0; i < count; i++) keys[i] = "key:" + i;
    return keys;
  }

  /** Random operations; now more come, now more go. */
  private static void compare(String[] keys, int seed, int operations) {
    var random = new Random(seed);
    var right = new NaiveMapStore();
    Store store = new KinderStore();
    for (var i = 0; i < operations; i++) {
      var name = keys[random.nextInt(keys.length)];
      var key = new String(name); // the same key, in another object
      var what = "(operation " + i + " of a random row, on " + Bytes.shown(Bytes.of(key)) + ")";
      var leaving = i / 1_000 % 2 == 1;
      switch (random.nextInt(8)) {
        case 0, 1 -> assertArrayEquals(right.get(key), store.get(key), "GET " + what);
        case 2, 3 -> {
          if (leaving) {
            assertEquals(right.delete(key), store.delete(key), "whether DEL found it " + what);
          } else {
            set(right, store, key, Bytes.of("" + i), Condition.ALWAYS, what);
          }
        }
        case 4 ->
            assertEquals(right.delete(key), store.delete(key), "whether DEL found it " + what);
        case 5 -> set(right, store, key, Bytes.of("" + i), Condition.IF_ABSENT, what);
        case 6 -> set(right, store, key, Bytes.of("" + i), Condition.IF_PRESENT, what);
        default -> assertEquals(right.increment(key, i), store.increment(key, i), "INCRBY " + what);
      }
      assertEquals(right.size(), store.size(), "DBSIZE " + what);
      if (i % 997 == 0) {
        sameKeys(right, store, "*");
        sameKeys(right, store, "*1*");
      }
      if (i % 20_011 == 20_010) {
        right.clear();
        store.clear();
      }
    }
    for (var key : keys) assertArrayEquals(right.get(key), store.get(key), "GET " + key);
    sameKeys(right, store, "*");
    store.clear();
    assertEquals(0, store.size(), "DBSIZE after FLUSHALL");
    for (var key : keys) assertArrayEquals(null, store.get(key), "GET after FLUSHALL");
  }

  private static void set(
      Store right, Store store, String key, byte[] value, Condition condition, String what) {
    assertArrayEquals(
        right.set(key, value, condition),
        store.set(key, value, condition),
        "previous value of SET " + condition + " " + what);
  }

  private static void sameKeys(Store right, Store store, String pattern) {
    var glob = new Glob(pattern);
    List<String> keys = store.keys(glob);
    assertEquals(keys.size(), new HashSet<>(keys).size(), "KEYS answers a key twice");
    assertEquals(new HashSet<>(right.keys(glob)), new HashSet<>(keys), "KEYS " + pattern);
  }

  @Test
  @Order(2)
  void keysWhoseHashCodesDifferInTheUpperBitsOnlyDoNotPileUp() {
    var keys = new String[60_000];
    for (var i = 0; i < keys.length; i++) keys[i] = withHash(i << 16 | 0x1234);
    var time = cpu();
    Store store = new KinderStore();
    for (var i = 0; i < 2 * keys.length; i++) {
      var key = keys[i % keys.length];
      if (i < keys.length) store.set(key, VALUE, Condition.ALWAYS);
      else if (store.get(key) == null) fail("GET did not find a key that is there");
      if (i % 16 == 0 && cpu() - time > 1_000_000_000) {
        fail(
            "%,d keys whose hash codes have the same lower 16 bits took more than 1 s of CPU time. A place found by the lower bits alone is the same for all: mix the upper ones in."
                .formatted(store.size()));
      }
    }
    assertEquals(
        Math.min(keys.length, new HashSet<>(List.of(keys)).size()), store.size(), "DBSIZE");
  }

  /** A text of Latin-1 whose hash code is this: its digits to the base of 31. */
  private static String withHash(int hash) {
    var value = hash & 0xffff_ffffL;
    var text = new StringBuilder();
    for (; value > 0; value /= 31) text.insert(0, (char) (value % 31));
    return text.toString();
  }

  @Test
  @Order(3)
  void comingAndGoingNeitherFillsItNorMakesItGrow() {
    Store store = new KinderStore();
    var before = used();
    var began = cpu();
    for (var i = 0; i < 400_000; i++) {
      store.set("key:" + i, VALUE, Condition.ALWAYS);
      if (i >= 1_000 && !store.delete("key:" + (i - 1_000)))
        fail("DEL key:" + (i - 1_000) + " did not find it");
      if (store.get("absent") != null) fail("GET absent found something");
      if (i % 64 == 0 && cpu() - began > 4_000_000_000L) {
        fail(
            "1,000 keys are there; keys come and go, and after %,d of them it has taken 4 s of CPU time. Do places that were freed still stand in the way?"
                .formatted(i));
      }
    }
    var taken = used() - before;
    if (taken > 1_000_000) {
      fail(
          "1,000 keys are there, as always; 400,000 have come and gone, and the store has grown to %,d bytes."
              .formatted(taken));
    }
    assertEquals(1_000, store.size(), "DBSIZE");
  }

  @Test
  @Order(4)
  void itIsSmallerThanAHashMap() {
    var keys = numbered(ENTRIES);
    for (var key : keys) key.hashCode();
    var theirs = memory(new NaiveMapStore(), keys);
    var yours = memory(new KinderStore(), keys);
    System.out.printf(
        "          memory for an entry, without key and value: HashMap %.1f bytes, yours %.1f%n",
        theirs, yours);
    if (yours > MOST_MEMORY * theirs) {
      fail(
          "An entry takes %.1f bytes beside its key and value, and %.1f in a HashMap; at most %.0f %% are allowed. Is there an object for each entry, or much more room than entries?"
              .formatted(yours, theirs, 100 * MOST_MEMORY));
    }
  }

  private static double memory(Store store, String[] keys) {
    var before = used();
    for (var key : keys) store.set(key, VALUE, Condition.ALWAYS);
    var taken = used() - before;
    if (store.size() != keys.length) fail("DBSIZE is " + store.size()); // and it is alive till here
    return (double) taken / keys.length;
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  @Order(5)
  void itIsNotSlowerThanAHashMapByMuch() {
    var keys = numbered(ENTRIES);
    var asked = new String[ENTRIES]; // as from a decoder: equal, not the same
    var random = new Random(7);
    for (var i = 0; i < asked.length; i++) asked[i] = new String("key:" + random.nextInt(ENTRIES));
    Store theirs = new NaiveMapStore();
    Store yours = new KinderStore();
    for (var key : keys) {
      theirs.set(key, VALUE, Condition.ALWAYS);
      yours.set(key, VALUE, Condition.ALWAYS);
    }
    var rounds = 41;
    var warm = 8;
    var ratios = new double[rounds];
    for (var round = -warm; round < rounds; round++) {
      // who comes first changes
      var from = (round + warm) * 2_500 % (ENTRIES - 20_000);
      double their;
      double your;
      if (round % 2 == 0) {
        their = round(theirs, asked, from);
        your = round(yours, asked, from);
      } else {
        your = round(yours, asked, from);
        their = round(theirs, asked, from);
      }
      if (round >= 0) ratios[round] = your / their;
    }
    Arrays.sort(ratios);
    var median = ratios[rounds / 2];
    var low = ratios[13]; // of 41 independent ones: the median lies between the 14th and the 28th
    var high = ratios[27]; // with more than 95 %
    System.out.printf(
        "          CPU time for an operation, yours / HashMap: %.2f (%.2f to %.2f with 95 %%)%n",
        median, low, high);
    System.out.println(
        "          \"kinder to the cache than a HashMap\": "
            + (high < 1 ? "held" : low > 1 ? "not held" : "inconclusive"));
    if (median > MOST_TIME) {
      fail(
          "It takes %.2f times the CPU time of a HashMap; at most %.1f times is allowed."
              .formatted(median, MOST_TIME));
    }
  }

  /** CPU time of 20,000 operations: three GET to one SET, as much as goes into many pipelines. */
  private static long round(Store store, String[] asked, int from) {
    var began = cpu();
    var found = 0;
    for (var i = from; i < from + 20_000; i++) {
      // a new object has no hash code yet: it is worked out for each request
      var key = new String(asked[i]);
      if (i % 4 == 0) store.set(key, VALUE, Condition.ALWAYS);
      else if (store.get(key) != null) found++;
    }
    if (found != 15_000) fail("GET did not find a key that is there");
    return cpu() - began;
  }
}
