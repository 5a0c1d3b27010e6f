import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.4, solved: the calls whose failure leaves nothing to undo come first. When the second
 * step fails the first one is undone, still under the lock, and the lock is given back in a
 * finally.
 */
final class RenameStore {
  private final Lock lock;
  private final Map<String, String> map; // guarded by lock

  /**
   * @param lock a reentrant lock
   */
  RenameStore(Lock lock, Map<String, String> map) {
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

  /**
   * Moves the value of {@code from} to {@code to}, whose own value is lost; a key that is renamed
   * to itself keeps its value.
   *
   * @return whether there was a value under {@code from}; if not, nothing changes
   */
  boolean rename(String from, String to) {
    lock.lock();
    try {
      var value = map.get(from);
      if (value == null) return false;
      if (from.equals(to)) return true;
      var lost = map.put(to, value);
      try {
        map.remove(from);
      } catch (Throwable e) {
        if (lost == null) map.remove(to);
        else map.put(to, lost);
        throw e;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
