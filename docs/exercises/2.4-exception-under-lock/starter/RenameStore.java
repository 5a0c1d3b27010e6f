import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.4: an exception under the lock.
 *
 * <p>{@link #rename} moves a value from one key to another. It is atomic as long as nothing fails.
 * But any call on this map may throw, an exception or an error; it has then changed nothing. As it
 * stands the lock then stays locked for ever, and the value may be gone.
 *
 * <p>Repair it. If one call on the map throws, whichever it is, the caller gets just what the map
 * has thrown, the lock is free, and the map holds exactly what it held before. Nobody ever sees a
 * rename half done. (The calls after the one that has thrown succeed, so you may use the map to
 * undo what is done.)
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
    var value = map.remove(from);
    if (value == null) return false;
    map.put(to, value);
    lock.unlock();
    return true;
  }
}
