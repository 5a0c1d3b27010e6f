import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {
  private static final int MOST_CALLS = 60;

  /** What the map throws when it is an exception. */
  private static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoRoom() {
      super("the map has no room");
    }
  }

  /** What the map throws when it is an error. */
  private static final class Broken extends Error {
    private static final long serialVersionUID = 1;

    private Broken() {
      super("the map is broken");
    }
  }

  private static final class World {
    private final Faulty faulty = new Faulty();
    private final RenameStore store =
        new RenameStore(new ReentrantLock(), Fragile.over(faulty.map()));

    private World(Map<String, String> entries) {
      faulty.entries.putAll(entries);
    }
  }

  private static Map<String, String> both() {
    return Map.of("a", "1", "b", "2", "other", "9");
  }

  private static void renames(
      Map<String, String> before, String from, String to, boolean answer, Map<String, String> after)
      throws Throwable {
    var world = new World(before);
    Helper.start(
            "RENAME " + from + " " + to,
            () -> assertEquals(answer, world.store.rename(from, to), "what RENAME answers"))
        .ends();
    assertEquals(
        new TreeMap<>(after),
        new TreeMap<>(world.faulty.entries),
        "the map held %s; after RENAME %s %s it holds something wrong"
            .formatted(new TreeMap<>(before), from, to));
    Helper.start("a GET after RENAME " + from + " " + to, () -> world.store.get("a")).ends();
  }

  @Test
  @Order(1)
  void theValueMovesAndTheOldOneIsLost() throws Throwable {
    renames(Map.of("a", "1"), "a", "b", true, Map.of("b", "1"));
    renames(both(), "a", "b", true, Map.of("b", "1", "other", "9"));
  }

  @Test
  @Order(2)
  void anAbsentKeyIsNotRenamed() throws Throwable {
    renames(Map.of("b", "2"), "a", "b", false, Map.of("b", "2"));
    renames(Map.of(), "a", "b", false, Map.of());
    renames(Map.of("b", "2"), "a", "a", false, Map.of("b", "2"));
  }

  @Test
  @Order(3)
  void aKeyRenamedToItselfKeepsItsValue() throws Throwable {
    renames(both(), "a", "a", true, both());
    renames(both(), new String("a"), new String("a"), true, both());
  }

  @Test
  @Order(4)
  void whicheverCallThrowsTheLockIsFreeAndTheDataIsAsBefore() {
    for (var before : List.of(Map.of("a", "1"), both(), Map.of("b", "2"))) {
      for (var to : List.of("b", "a")) {
        for (var error : List.of(false, true)) fails(before, to, error);
      }
    }
  }

  private static void fails(Map<String, String> before, String to, boolean error) {
    for (int call = 1; call <= MOST_CALLS; call++) {
      var n = call;
      var world = new World(before);
      var thrown = error ? new Broken() : new NoRoom();
      var heard = new Throwable[1];
      var unused = new boolean[1];
      Helper.start(
              "RENAME a " + to,
              () -> {
                world.faulty.failAt(n, thrown);
                try {
                  world.store.rename("a", to);
                } catch (Throwable e) {
                  heard[0] = e;
                }
                unused[0] = world.faulty.disarm();
              })
          .ends();
      if (unused[0]) return; // it makes fewer calls: all of them have failed in turn
      var when =
          "The map held %s. Call %d that RENAME a %s made on it threw %s."
              .formatted(new TreeMap<>(before), n, to, error ? "an error" : "an exception");
      assertEquals(
          before,
          new HashMap<>(world.faulty.entries),
          when + " The change is half done: the map does not hold what it held before");
      assertSame(thrown, heard[0], when + " The caller should get just that");
      free(world, when);
    }
  }

  private static void free(World world, String when) {
    var next = Helper.start("a GET after that", () -> world.store.get("a"));
    try {
      next.ends();
    } catch (AssertionError e) {
      throw new AssertionError(when + " The lock is not free again.\n" + e.getMessage(), e);
    }
  }

  @Test
  @Order(5)
  void afterAFailedRenameTheNextOneWorks() {
    var world = new World(both());
    world.faulty.failAt(2, new NoRoom());
    try {
      world.store.rename("a", "b");
    } catch (NoRoom expected) {
      // or it made one call only
    }
    world.faulty.disarm();
    world.faulty.entries.putAll(both());
    Helper.start("RENAME a b", () -> assertTrue(world.store.rename("a", "b"))).ends();
    assertEquals(Map.of("b", "1", "other", "9"), world.faulty.entries);
  }

  @Test
  @Order(6)
  void nobodySeesARenameHalfDone() {
    Duel.in(() -> new World(both()))
        .actor("RENAME a b", w -> w.store.rename("a", "b"))
        .actor("GET a", w -> w.store.get("a"))
        .end(w -> Map.copyOf(w.faulty.entries))
        .explain("A GET came at the same time as a RENAME:")
        .explore();
    Duel.in(() -> new World(both()))
        .actor("RENAME a b", w -> w.store.rename("a", "b"))
        .actor("RENAME b a", w -> w.store.rename("b", "a"))
        .end(w -> Map.copyOf(w.faulty.entries))
        .explain("Two RENAMEs came at the same time:")
        .explore();
    Duel.in(() -> new World(both()))
        .actor("RENAME a b", w -> w.store.rename("a", "b"))
        .actor("SET a new", Check::set)
        .end(w -> Map.copyOf(w.faulty.entries))
        .explain("A SET came at the same time as a RENAME:")
        .explore();
  }

  @Test
  @Order(7)
  void nobodySeesAFailedRenameBeforeItIsUndone() {
    for (int call = 2; call <= 5; call++) {
      var n = call;
      for (var key : List.of("a", "b")) {
        Duel.in(() -> new World(both()))
            .actor("RENAME a b", w -> failing(w, n))
            .actor("GET " + key, w -> w.store.get(key))
            .end(w -> Map.copyOf(w.faulty.entries))
            .explain("Call %d that a RENAME made on the map threw, and a GET came:".formatted(n))
            .explore();
      }
    }
  }

  private static Object failing(World world, int call) {
    world.faulty.failAt(call, new NoRoom());
    try {
      return world.store.rename("a", "b");
    } catch (NoRoom e) {
      return "the map's exception";
    } finally {
      world.faulty.disarm();
    }
  }

  private static Object set(World world) {
    world.store.set("a", "new");
    return "OK";
  }
}
