import java.util.concurrent.ConcurrentMap;

/**
 * Exercise 3.2: a thread-safe map is not a thread-safe program.
 *
 * <p>Each call on the map is atomic; the two calls together are not. Make {@link #increment} atomic
 * without a lock of your own.
 */
final class Counters {
  private final ConcurrentMap<String, Long> map; // guards itself, one call at a time

  Counters(ConcurrentMap<String, Long> map) {
    this.map = map;
  }

  /** Adds 1 to the number under {@code key}, 0 if absent; answers the new number. */
  long increment(String key) {
    var number = map.get(key);
    var sum = number == null ? 1 : number + 1;
    map.put(key, sum);
    return sum;
  }
}
