import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

class Check {
  private static final int KEYS = 12;
  private static final byte[] NEW = {1};

  /** Something that happens to the map in the midst of a KEYS. */
  private record Write(String name, Consumer<Map<String, byte[]>> onto) {}

  private static final List<Write> WRITES =
      List.of(
          new Write("SET of a new key that matches", map -> map.put("a-new", NEW)),
          new Write("SET of a new key that does not match", map -> map.put("b-new", NEW)),
          new Write("SET of a key that is there", map -> map.put("a0", NEW)),
          new Write("DEL of the first key", map -> map.remove(map.keySet().iterator().next())),
          new Write("DEL of the last key", Check::removeLast),
          new Write("DEL of two keys and SET of two others", Check::exchange),
          new Write("FLUSHALL", Map::clear),
          new Write("SET of 100 new keys", Check::grow));

  private static void removeLast(Map<String, byte[]> map) {
    map.remove(List.copyOf(map.keySet()).getLast());
  }

  private static void exchange(Map<String, byte[]> map) {
    map.remove("a1");
    map.remove("b2");
    map.put("a-new", NEW);
    map.put("b-new", NEW);
  }

  private static void grow(Map<String, byte[]> map) {
    for (int i = 0; i < 100; i++) map.put("a-" + i + "-new", NEW);
  }

  private static Map<String, byte[]> map(int size) {
    var map = new HashMap<String, byte[]>();
    for (int i = 0; i < size; i++) map.put((i % 2 == 0 ? "a" : "b") + i, new byte[] {(byte) i});
    return map;
  }

  /** Calls KEYS; at the {@code k}-th test of the pattern, the write comes. */
  private static void look(int size, Predicate<String> pattern, int k, Write write) {
    var map = map(size);
    var mirror = new HashMap<>(map); // what the map should be
    var expected = sorted(map.keySet().stream().filter(pattern).toList());
    var tests = new int[1];
    var touched = new boolean[1];
    List<String> keys;
    try {
      keys =
          SnapshotKeys.keys(
              map,
              key -> {
                touched[0] |= !map.equals(mirror);
                if (++tests[0] == k) {
                  write.onto.accept(mirror);
                  map.clear();
                  map.putAll(mirror);
                }
                return pattern.test(key);
              });
    } catch (ConcurrentModificationException e) {
      throw new AssertionError(
          "the map was changed while KEYS was going through it ("
              + when(k, write)
              + "): ConcurrentModificationException");
    }
    if (touched[0] || !map.equals(mirror)) {
      throw new AssertionError(
          "KEYS only reads, and yet the map has changed ("
              + when(k, write)
              + "). It should have the keys "
              + sorted(mirror.keySet())
              + " with their values, and has "
              + (touched[0] ? "others for a time" : sorted(map.keySet())));
    }
    map.clear(); // an answer that was given does not change any more
    assertEquals(
        expected,
        keys == null ? null : sorted(keys),
        "the keys that match and were there when KEYS began, sorted (" + when(k, write) + ")");
  }

  private static String when(int k, Write write) {
    return write == null ? "nobody writes" : write.name + " during test " + k + " of the pattern";
  }

  private static List<String> sorted(Iterable<String> keys) {
    var list = new ArrayList<String>();
    keys.forEach(list::add);
    list.sort(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()));
    return Collections.unmodifiableList(list);
  }

  @Test
  @Order(1)
  void ifNobodyWritesItAnswersTheMatchingKeys() {
    for (int size : new int[] {0, 1, 2, KEYS, 200}) {
      look(size, key -> key.startsWith("a"), 0, null);
      look(size, key -> true, 0, null);
      look(size, key -> false, 0, null);
      for (int i = 0; i < Math.min(size, KEYS); i++) look(size, ("b" + i)::equals, 0, null);
    }
  }

  @Test
  @Order(2)
  void aWriteAtAnyTestOfThePatternChangesNothingInTheAnswer() {
    for (var write : WRITES) {
      for (int k = 1; k <= KEYS; k++) {
        look(KEYS, key -> key.startsWith("a"), k, write);
        look(KEYS, key -> true, k, write);
        look(KEYS, key -> !key.endsWith("0"), k, write);
      }
    }
  }
}
