package toyredis.step2.exercise1;

import java.util.Map;

/**
 * Exercise 2.1: APPEND.
 *
 * <p>Every access to the map is under the lock, and still two clients that append at the same time
 * can lose one of the two. Make {@link #append} atomic.
 */
final class AppendStore {
  private final Map<String, String> map; // guarded by this

  AppendStore(Map<String, String> map) {
    this.map = map;
  }

  synchronized String get(String key) {
    return map.get(key);
  }

  synchronized void set(String key, String value) {
    map.put(key, value);
  }

  /** Adds {@code suffix} to the value of {@code key}, "" if absent; answers the new length. */
  int append(String key, String suffix) {
    var value = get(key);
    var appended = value == null ? suffix : value + suffix;
    set(key, appended);
    return appended.length();
  }
}
