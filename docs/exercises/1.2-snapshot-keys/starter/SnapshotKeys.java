import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Exercise 1.2: a KEYS that survives a write in its midst.
 *
 * <p>Here it is not even another thread that writes: the pattern's own test changes the map, and
 * the iterator throws {@link java.util.ConcurrentModificationException}. Make {@link #keys} answer
 * with the matching keys that were there when it began, each once, in any order, whatever is
 * written meanwhile or afterwards. KEYS itself leaves the map as it is.
 *
 * <p>To think about afterwards: does that make KEYS safe when another thread writes?
 */
final class SnapshotKeys {

  static List<String> keys(Map<String, byte[]> map, Predicate<String> matches) {
    var keys = new ArrayList<String>();
    for (var key : map.keySet()) {
      if (matches.test(key)) keys.add(key);
    }
    return keys;
  }
}
