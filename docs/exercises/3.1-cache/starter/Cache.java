import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Exercise 3.1: from reader to writer.
 *
 * <p>{@link #getOrLoad} reads, and writes only if it finds nothing. As it stands it hangs: it asks
 * for the write lock while it holds the read lock, and the write lock waits until nobody reads.
 * Repair it. A key must be loaded once, however many ask for it.
 */
final class Cache {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, String> map; // guarded by lock

  Cache(Map<String, String> map) {
    this.map = map;
  }

  String getOrLoad(String key, Function<String, String> load) {
    lock.readLock().lock();
    try {
      var value = map.get(key);
      if (value == null) {
        lock.writeLock().lock();
        try {
          value = load.apply(key);
          map.put(key, value);
        } finally {
          lock.writeLock().unlock();
        }
      }
      return value;
    } finally {
      lock.readLock().unlock();
    }
  }
}
