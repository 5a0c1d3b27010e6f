import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {
  private static final String SMALLEST = "polygenelubricants"; // its hash code is MIN_VALUE
  private static final int ORDERS = 40; // a blocked rival stays blocked; more show nothing new

  private static StripedStore store(int stripes, String... keysAndValues) {
    var store = new StripedStore(stripes);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      var value = keysAndValues[i + 1];
      store.update(keysAndValues[i], _ -> value);
    }
    return store;
  }

  /** The function of an update that stands still until it is told to go on. */
  private static final class Standing implements UnaryOperator<String> {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public String apply(String value) {
      inside.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the function was interrupted", e);
      }
      return "stood";
    }

    /** Returns when it stands inside. */
    private Helper in(StripedStore store, String key, String otherwise) throws Exception {
      var helper = Helper.start("update of " + key, () -> store.update(key, this));
      for (int i = 0; !inside.await(1, TimeUnit.MILLISECONDS); i++) {
        if (helper.hasEnded()) helper.ends();
        if (i < 200) continue;
        try {
          helper.ends();
        } catch (AssertionError e) {
          throw new AssertionError(otherwise + "\n" + e.getMessage(), e);
        }
      }
      return helper;
    }
  }

  private static int stripe(String key, int stripes) {
    return Math.floorMod(key.hashCode(), stripes);
  }

  @Test
  @Order(1)
  void aloneItIsAPlainStoreWhateverTheKeysHashCodes() {
    for (int stripes : new int[] {1, 3, 4, 7}) {
      var keys = List.of("a", "b", "c", "d", "e", SMALLEST, "a key of twenty bytes", "zzzzzz", "");
      Helper.start(
              "who works alone on a store with " + stripes + " stripes",
              () -> {
                var store = new StripedStore(stripes);
                var expected = new HashMap<String, String>();
                for (var key : keys) {
                  assertNull(store.get(key), "the value of a key that is not there");
                  store.update(
                      key,
                      old -> {
                        assertNull(old, "what the function is given for a new key");
                        return "1";
                      });
                  store.update(key, old -> old + " of " + key);
                  expected.put(key, "1 of " + key);
                  assertEquals(expected.size(), store.size(), "size");
                }
                look(expected, keys, store);
                for (var one : keys) {
                  for (var other : keys) {
                    store.swap(one, other);
                    expected.put(one, expected.put(other, expected.get(one)));
                    look(expected, keys, store);
                  }
                }
                store.update("b", _ -> null);
                expected.remove("b");
                for (var other : keys.subList(2, keys.size())) {
                  store.swap("a", other); // both are there
                  expected.put("a", expected.put(other, expected.get("a")));
                  store.swap("b", other); // b is not
                  store.swap("b", "b");
                  expected.put("b", expected.remove(other));
                  look(expected, keys, store);
                  store.swap("b", other); // now the other is not
                  expected.put(other, expected.remove("b"));
                  look(expected, keys, store);
                }
                store.swap("b", "nowhere");
                store.update("nowhere", old -> old);
                look(expected, keys, store);
                store.clear();
                look(Map.of(), keys, store);
                store.update("a", _ -> "new");
                look(Map.of("a", "new"), keys, store);
              })
          .ends();
    }
  }

  private static void look(Map<String, String> expected, List<String> keys, StripedStore store) {
    for (var key : keys) assertEquals(expected.get(key), store.get(key), "the value of " + key);
    assertEquals(expected.size(), store.size(), "size");
  }

  @Test
  @Order(2)
  void aFunctionThatThrowsChangesNothingAndNobodyWaitsForIt() {
    for (var failure : new Throwable[] {new IllegalStateException("no"), new Error("worse")}) {
      var store = store(3, "a", "1");
      Helper.start(
              "an update whose function throws",
              () ->
                  store.update(
                      "a",
                      _ -> {
                        if (failure instanceof Error error) throw error;
                        throw (RuntimeException) failure;
                      }))
          .endsBy(failure.getClass());
      Helper.start(
              "who comes after an update whose function threw",
              () -> {
                assertEquals("1", store.get("a"), "the value after a function that threw");
                store.update("a", old -> old + "2");
                store.swap("a", "b");
                assertEquals(1, store.size(), "size");
                assertEquals("12", store.get("b"), "the value after a swap");
                store.clear();
              })
          .ends();
    }
  }

  @Test
  @Order(3)
  void onOneKeyTheSecondUpdateWaitsAsleepForTheFirst() throws Exception {
    var store = store(4, "a", "1");
    var standing = new Standing();
    var first = standing.in(store, "a", "Nobody else is there.");
    var second =
        Helper.start("a second update of the same key", () -> store.update("a", old -> old + "!"))
            .sleeps();
    standing.goOn.countDown();
    first.ends();
    second.ends();
    assertEquals("stood!", store.get("a"), "the value after two updates");
  }

  @Test
  @Order(4)
  void oneUpdateStandsInsideEachStripeAndNoneWaits() throws Exception {
    var words =
        List.of(SMALLEST, "a", "b", "c", "d", "e", "f", "g", "user:1001", "user:1002", "session/7");
    for (int stripes : new int[] {3, 4, 7}) {
      for (int round = 0; round < 3; round++) {
        // other keys in each round; in each of them some have negative hash codes
        var keys = new String[stripes];
        var start = round == 0 ? 0 : words.size();
        for (int i = start, found = 0; found < stripes; i++) {
          var key = i < words.size() ? words.get(i) : "key %d of round %d".formatted(i, round);
          var negative = found % 2 == 0 || round == 0;
          if (i >= words.size() && key.hashCode() < 0 != negative) continue;
          if (keys[stripe(key, stripes)] != null) continue;
          keys[stripe(key, stripes)] = key;
          found++;
        }
        standInAll(stripes, keys);
      }
    }
    standInAll(4, "d", "a", "b", "c");
    standInAll(3, "c", "a", "b");
  }

  private static void standInAll(int stripes, String... keys) throws Exception {
    var store = new StripedStore(stripes);
    var standing = new ArrayList<Standing>();
    var helpers = new ArrayList<Helper>();
    for (var key : keys) {
      var one = new Standing();
      var inside = List.of(keys).subList(0, helpers.size());
      var otherwise =
          ("%d stripes. While updates of %s were inside their functions an update of '%s' should"
                  + " have gone on: it lies on stripe %d, and none of the others does.")
              .formatted(stripes, inside, key, stripe(key, stripes));
      helpers.add(one.in(store, key, otherwise));
      standing.add(one);
    }
    for (var one : standing) one.goOn.countDown();
    for (var helper : helpers) helper.ends();
    Helper.start(
            "who asks for the size",
            () -> assertEquals(keys.length, store.size(), "size, after updates of as many keys"))
        .ends();
  }

  @Test
  @Order(5)
  void gettersAndSwapsOfOtherStripesPassAnUpdate() throws Exception {
    var store = store(4, "a", "1", "b", "2", "c", "3", "d", "4");
    for (var key : List.of("a", "b", "c", "d")) {
      var others = new ArrayList<>(List.of("a", "b", "c", "d"));
      others.remove(key);
      var standing = new Standing();
      var first = standing.in(store, key, "Nobody else is there.");
      var during = " while an update of '%s' is inside, 4 stripes,".formatted(key);
      for (int i = 0; i < 3; i++) {
        var one = others.get(i);
        var other = others.get((i + 1) % 3);
        Helper.start("get of " + one + during, () -> store.get(one)).ends();
        Helper.start("update of " + one + during, () -> store.update(one, old -> old + "!")).ends();
        Helper.start(
                "swap of %s and %s".formatted(one, other) + during, () -> swap(store, one, other))
            .ends();
      }
      standing.goOn.countDown();
      first.ends();
    }
  }

  private static Object swap(StripedStore store, String a, String b) {
    store.swap(a, b);
    return null;
  }

  /** Answers what the function was given. */
  private static Object append(StripedStore store, String key, String suffix) {
    Map<String, String> steps = Fragile.map(); // a step in the midst of the function
    var given = new String[] {"not called"};
    store.update(
        key,
        old -> {
          given[0] = old;
          steps.get("");
          return old == null ? suffix : old + suffix;
        });
    return given[0];
  }

  private static Object clear(StripedStore store) {
    store.clear();
    return null;
  }

  private static Object all(StripedStore store) {
    var keys = List.of("a", "b", "c", "d", "e");
    var all = new ArrayList<>(keys.stream().map(key -> key + "=" + store.get(key)).toList());
    all.add("size " + store.size());
    return all;
  }

  @Test
  @Order(6)
  void noUpdateIsLost() {
    for (var other : List.of("a", "e", "b")) {
      Duel.in(() -> store(4, "a", "1"))
          .actor("update a", s -> append(s, "a", "2"))
          .actor("update " + other, s -> append(s, other, "3"))
          .end(Check::all)
          .explain("Two updates at the same time. None may be lost:")
          .atMost(ORDERS)
          .explore();
    }
    Duel.in(() -> store(4, "a", "1"))
        .actor("update a", s -> append(s, "a", "2"))
        .actor("get a", s -> s.get("a"))
        .end(Check::all)
        .explain("Somebody reads a key while it is updated:")
        .atMost(ORDERS)
        .explore();
  }

  @Test
  @Order(7)
  void aSwapIsSeenWholeOrNotAtAll() {
    Duel.in(() -> store(4, "a", "1", "b", "2"))
        .actor("swap a b", s -> swap(s, "a", "b"))
        .actor("update a", s -> append(s, "a", "!"))
        .end(Check::all)
        .explain("A key is updated while it is swapped:")
        .atMost(ORDERS)
        .explore();
    for (var first : List.of("a", "b")) {
      var second = first.equals("a") ? "b" : "a";
      Duel.in(() -> store(4, "a", "1", "b", "2"))
          .actor("swap a b", s -> swap(s, "a", "b"))
          .actor(
              "get %s, get %s".formatted(first, second), s -> s.get(first) + ", " + s.get(second))
          .judge(
              (_, answers) -> {
                // the new value of the first, and afterwards the old one of the second
                var torn = first.equals("a") ? "2, 2" : "1, 1";
                assertNotEquals(
                    torn,
                    answers.get(1),
                    "half a swap: a=1 and b=2 were swapped meanwhile, and the two values read in"
                        + " turn are");
              })
          .explain("Somebody reads two keys, one after the other, while they are swapped:")
          .atMost(ORDERS)
          .explore();
    }
  }

  @Test
  @Order(8)
  void twoSwapsNeverWaitForEachOther() {
    var pairs =
        List.of(
            List.of("a", "b", "b", "a"), // the same keys the other way round
            List.of("a", "b", "b", "e"), // in the order of the keys, and not of the stripes
            List.of("a", "d", "D", "a"), // in the order of the hash codes
            List.of("a", "e", "e", "a"), // one stripe
            List.of("b", "c", "a", "b"));
    for (var pair : pairs) {
      var first = List.of(pair.get(0), pair.get(1));
      var second = List.of(pair.get(2), pair.get(3));
      Duel.in(() -> store(4, "a", "1", "b", "2", "c", "3", "d", "4", "e", "5"))
          .actor("swap " + String.join(" ", first), s -> swap(s, first.get(0), first.get(1)))
          .actor("swap " + String.join(" ", second), s -> swap(s, second.get(0), second.get(1)))
          .end(Check::all)
          .explain(
              "Two swaps at the same time. Of 4 stripes a and e lie on 1, b on 2, c on 3, d and D"
                  + " on 0:")
          .atMost(ORDERS)
          .explore();
    }
  }

  @Test
  @Order(9)
  void sizeAndClearHappenAtOneMoment() {
    for (var there : List.of("b", "c")) { // on the last stripe, and on the first
      Duel.in(() -> store(3, there, "1"))
          .actor("swap b c", s -> swap(s, "b", "c"))
          .actor("size", StripedStore::size)
          .end(Check::all)
          .explain("There is one key, and a swap gives its value to another one. The size is 1:")
          .atMost(ORDERS)
          .explore();
      Duel.in(() -> store(3, there, "1"))
          .actor("swap b c", s -> swap(s, "b", "c"))
          .actor("clear", Check::clear)
          .end(Check::all)
          .explain("A swap comes at the same time as a clear. Nothing is left afterwards:")
          .atMost(ORDERS)
          .explore();
    }
    Duel.in(() -> store(2, "a", "1", "b", "2"))
        .actor("clear", Check::clear)
        .actor("size", StripedStore::size)
        .end(Check::all)
        .explain("There are two keys, and all are cleared at once. The size is 2 or 0:")
        .atMost(ORDERS)
        .explore();
    Duel.in(() -> store(2, "a", "1", "b", "2"))
        .actor("clear", Check::clear)
        .actor("update a", s -> append(s, "a", "!"))
        .end(Check::all)
        .explain("A key is updated while all are cleared:")
        .atMost(ORDERS)
        .explore();
  }

  @Test
  @Order(10)
  void afterAClearTheKeysAreStillGuarded() {
    var right =
        List.of(
            "one was given 1, the other after the clear null, and at the end: 3",
            "one was given null, the other after the clear 2, and at the end: 23",
            "one was given 3, the other after the clear null, and at the end: 32");
    Duel.in(() -> store(2, "a", "1"))
        .actor("update a", s -> append(s, "a", "2"))
        .actor(
            "clear, update a",
            s -> {
              s.clear();
              return append(s, "a", "3");
            })
        .judge(
            (s, answers) -> {
              var all =
                  "one was given %s, the other after the clear %s, and at the end: %s"
                      .formatted(answers.get(0), answers.get(1), s.get("a"));
              if (!right.contains(all)) {
                throw new AssertionError(all + "\nright is: " + String.join("\n      or: ", right));
              }
            })
        .explain("One appends 2 to what a has, which is 1; another one clears, and appends 3:")
        .explore();
  }

  @Test
  @Order(11)
  void aCrowdGetsStuckNowhereAndLosesNothing() {
    var keys = List.of("a", "b", "c", "d", "e", "f", SMALLEST);
    var store = new StripedStore(3);
    for (var key : keys) store.update(key, _ -> key);
    Crowd.of(
        4,
        400,
        (member, time) -> {
          var one = keys.get((3 * time + member) % keys.size());
          var other = keys.get((5 * time + 2 * member) % keys.size());
          store.swap(one, other);
          store.update(one, old -> old + ".");
          if (time % 4 == member) assertEquals(keys.size(), store.size(), "size, while all swap");
        });
    var values = keys.stream().map(store::get).toList();
    var names = values.stream().map(value -> value.replace(".", "")).sorted().toList();
    assertEquals(keys.stream().sorted().toList(), names, "the values, after many swaps");
    assertEquals(
        1_600,
        values.stream().mapToLong(v -> v.chars().filter(c -> c == '.').count()).sum(),
        "updates that were not lost");
    assertTrue(store.size() == keys.size(), "size at the end");
  }
}
