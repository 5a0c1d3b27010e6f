import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Exercise 1.2, solved: the keys are copied before the first is tested. Safe from a write by this
 * thread; not from another thread's, for the copying itself goes through the map.
 */
final class SnapshotKeys {

  static List<String> keys(Map<String, byte[]> map, Predicate<String> matches) {
    var keys = new ArrayList<>(map.keySet());
    keys.removeIf(matches.negate());
    return keys;
  }
}
