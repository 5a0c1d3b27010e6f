import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Exercise 3.1: from reader to writer.
 *
 * <p>{@link #getOrLoad} reads, and writes only if it finds nothing. As it stands it hangs: it asks
 * for the write lock while it holds the read lock, and the write lock waits until nobody reads.
 *
 * <p>Repair it. Whoever finds the key reads at the same time as others who find theirs: two readers
 * may be inside the map together. A key is loaded once, however many ask for it at the same time.
 * If the load or the map throws, the caller hears it, nothing is remembered, others can go on, and
 * who asks next loads again. The map is a plain one: nobody may read it while somebody writes. Who
 * loads may make all others wait.
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
