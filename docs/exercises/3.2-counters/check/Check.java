import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;

class Check {
  // in the second one a function given to compute or merge may be called more than once
  private static final List<Supplier<ConcurrentMap<String, Long>>> MAPS =
      List.of(ConcurrentHashMap::new, ConcurrentSkipListMap::new);

  /** A counter's map, and what increments it. */
  private record World(ConcurrentMap<String, Long> map, Counters counters) {

    /** With a number under "n", or none. */
    private static World of(Supplier<ConcurrentMap<String, Long>> maps, Long number) {
      var map = maps.get();
      if (number != null) map.put("n", number);
      map.put("other", 7L);
      return new World(map, new Counters(map));
    }
  }

  @Test
  @Order(1)
  void countsFromOneForEachKeyByItself() {
    for (var maps : MAPS) {
      var world = World.of(maps, null);
      assertEquals(1, world.counters.increment("n"), "what the first INCR of a key answers");
      assertEquals(2, world.counters.increment("n"), "what the second INCR answers");
      assertEquals(3, world.counters.increment(new String("n")), "what the third INCR answers");
      assertEquals(1, world.counters.increment("m"), "what the first INCR of another key answers");
      assertEquals(8, world.counters.increment("other"), "what INCR answers where 7 was");
      assertEquals(Map.of("n", 3L, "m", 1L, "other", 8L), new HashMap<>(world.map));
    }
  }

  @Test
  @Order(2)
  void countsOnFromAnyNumber() {
    for (var maps : MAPS) {
      for (long number : new long[] {-2, -1, 0, 41, 127, 128, 1_000_000_000_000L}) {
        var world = World.of(maps, number);
        assertEquals(number + 1, world.counters.increment("n"), "what INCR answers");
        assertEquals(number + 1, world.map.get("n"), "the number in the map, after an INCR");
      }
    }
  }

  @Test
  @Order(3)
  void twoIncrementsAtTheSameTimeAreBothCounted() {
    duels("INCR n", world -> world.counters.increment("n"), "Two INCRs came at the same time:");
  }

  @Test
  @Order(4)
  void aNumberThatIsPutAtTheSameTimeIsNotOverwritten() {
    duels("map.put n 100", world -> world.map.put("n", 100L), "Somebody put a number meanwhile:");
    duels(
        "map.replace n 100",
        world -> world.map.replace("n", 100L),
        "Somebody replaced the number meanwhile:");
  }

  @Test
  @Order(5)
  void aNumberThatIsRemovedAtTheSameTimeIsRemovedBeforeOrAfter() {
    duels("map.remove n", world -> world.map.remove("n"), "Somebody removed the number meanwhile:");
  }

  @Test
  @Order(7)
  void whoReadsAtTheSameTimeSeesTheNumberBeforeOrAfter() {
    duels("map.get n", world -> world.map.get("n"), "Somebody read the number meanwhile:");
  }

  /** Two steps of somebody else, each before some call of the increment's, or after all of them. */
  @Test
  @Order(6)
  void aNumberThatIsRemovedAndThenPutIsNotOverwritten() {
    for (var maps : MAPS) {
      for (int remove = 1; remove <= 6; remove++) {
        for (int put = remove; put <= 6; put++) removedThenPut(maps.get(), remove, put);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void removedThenPut(ConcurrentMap<String, Long> map, int remove, int put) {
    map.put("n", 41L);
    int[] calls = {0};
    var watched =
        (ConcurrentMap<String, Long>)
            Proxy.newProxyInstance(
                Check.class.getClassLoader(),
                new Class<?>[] {ConcurrentMap.class},
                (_, method, arguments) -> {
                  calls[0]++;
                  if (calls[0] == remove) map.remove("n");
                  if (calls[0] == put) map.put("n", 100L);
                  try {
                    return method.invoke(map, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    long answer = new Counters(watched).increment("n");
    if (calls[0] < remove) map.remove("n");
    if (calls[0] < put) map.put("n", 100L);
    long expected = answer == 101 ? 101 : 100; // after the put, or before it
    if ((answer == 42 || answer == 1 || answer == 101) && map.get("n") == expected) return;
    throw new AssertionError(
        """
        n was 41. Somebody removed it before the map's call no. %d by INCR, and put 100 before no. %d.
        INCR answered %d, and at the end n is %d. INCR can come before the removal (42, then 100),
        between the two (1, then 100), or after both (101).\
        """
            .formatted(remove, put, answer, map.get("n")));
  }

  private static void duels(String name, Function<World, Object> rival, String explanation) {
    for (var maps : MAPS) {
      for (var number : new Long[] {null, 41L, 1000L}) {
        Duel.in(() -> World.of(maps, number))
            .actor("INCR n", world -> world.counters.increment("n"))
            .actor(name, rival::apply)
            .end(world -> new HashMap<>(world.map))
            .explain(explanation)
            .explore();
      }
    }
  }

  @Test
  @Order(8)
  void inACrowdNothingIsLost() {
    for (var maps : MAPS) {
      var world = World.of(maps, null);
      Crowd.of(4, 2_000, (_, _) -> world.counters.increment("n"));
      assertEquals(8_000, world.map.get("n"), "the number after 8000 INCRs by 4 clients");
    }
  }
}
