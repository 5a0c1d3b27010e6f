import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.1: APPEND.
 *
 * <p>Every access to the map is under the lock, and still two clients that append at the same time
 * can lose one of the two. Make {@link #append} atomic, beside every other method of this store,
 * and for any key. If the map throws, the caller hears it, and the others can go on.
 */
final class AppendStore {
  private final Lock lock;
  private final Map<String, String> map; // guarded by lock

  /**
   * @param lock a reentrant lock
   */
  AppendStore(Lock lock, Map<String, String> map) {
    this.lock = lock;
    this.map = map;
  }

  String get(String key) {
    lock.lock();
    try {
      return map.get(key);
    } finally {
      lock.unlock();
    }
  }

  void set(String key, String value) {
    lock.lock();
    try {
      map.put(key, value);
    } finally {
      lock.unlock();
    }
  }

  /** Adds {@code suffix} to the value of {@code key}, "" if absent; answers the new length. */
  int append(String key, String suffix) {
    var value = get(key);
    var appended = value == null ? suffix : value + suffix;
    set(key, appended);
    return appended.length();
  }
}
