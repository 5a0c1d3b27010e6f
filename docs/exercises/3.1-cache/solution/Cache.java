import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Exercise 3.1, solved: the read lock is given back first. Between the two locks anything may
 * happen, so what was read is read again.
 */
final class Cache {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, String> map; // guarded by lock

  Cache(Map<String, String> map) {
    this.map = map;
  }

  /**
   * The value of {@code key}, from the map or else from {@code load}, which puts it there.
   *
   * @param load never answers null
   */
  String getOrLoad(String key, Function<String, String> load) {
    lock.readLock().lock();
    try {
      var value = map.get(key);
      if (value != null) return value;
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      var value = map.get(key);
      if (value == null) {
        value = load.apply(key);
        map.put(key, value);
      }
      return value;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
