import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.1, solved: the lock is held from the read to the write. It is the lock that get and
 * set take again; a reentrant lock lets in the thread that holds it.
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
    lock.lock();
    try {
      var value = get(key);
      var appended = value == null ? suffix : value + suffix;
      set(key, appended);
      return appended.length();
    } finally {
      lock.unlock();
    }
  }
}
