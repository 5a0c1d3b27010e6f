import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Exercise 2.6: lock striping.
 *
 * <p>This store keeps every promise below but one: it has a single monitor, so whoever works on a
 * key makes all others wait. Cut it into {@code stripes}. A key's stripe is {@code
 * Math.floorMod(key.hashCode(), stripes)}.
 *
 * <p>Keys of different stripes never wait for each other: while a thread is inside the function of
 * an {@link #update}, all others can get, update and swap keys of other stripes. On one key work is
 * done one after the other, and whoever waits for that sleeps. What happens between two keys of the
 * same stripe is up to you.
 *
 * <p>Size, clear and swap are atomic over all the keys that they touch: what anybody sees, at any
 * time, is as if all calls had come one after the other. Size and clear may make everybody wait.
 * Nobody waits for ever, whoever comes together with whom. A function that throws changes nothing,
 * and what it throws comes out of update. The functions do not call the store.
 */
final class StripedStore {
  private final Map<String, String> map = new HashMap<>(); // guarded by this

  /**
   * @param stripes at least 1
   */
  StripedStore(int stripes) {}

  /** The value, or null. */
  synchronized String get(String key) {
    return map.get(key);
  }

  /**
   * Calls the function once, with the value or null, and stores what it answers; null removes the
   * key.
   */
  synchronized void update(String key, UnaryOperator<String> function) {
    put(key, function.apply(map.get(key)));
  }

  private void put(String key, String value) {
    if (value == null) map.remove(key);
    else map.put(key, value);
  }

  /** How many keys have a value. */
  synchronized int size() {
    return map.size();
  }

  synchronized void clear() {
    map.clear();
  }

  /** Each of the two gets what the other one had; that may be no value. */
  synchronized void swap(String a, String b) {
    var value = map.get(a);
    put(a, map.get(b));
    put(b, value);
  }
}
