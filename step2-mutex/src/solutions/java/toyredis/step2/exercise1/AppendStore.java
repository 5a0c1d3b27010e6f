package toyredis.step2.exercise1;

import java.util.Map;

/**
 * Exercise 2.1, solved: the lock is held from the read to the write. It is the same lock that get
 * and set take again: a monitor lets in the thread that holds it.
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
  synchronized int append(String key, String suffix) {
    var value = get(key);
    var appended = value == null ? suffix : value + suffix;
    set(key, appended);
    return appended.length();
  }
}
