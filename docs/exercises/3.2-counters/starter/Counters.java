import java.util.concurrent.ConcurrentMap;

/**
 * Exercise 3.2: a thread-safe map is not a thread-safe program.
 *
 * <p>Each call on the map is atomic; the two calls together are not. Make {@link #increment}
 * atomic.
 *
 * <p>The map is not yours alone: other threads put, replace and remove numbers in it, by calls of
 * its own methods, and know of no lock that you might take. An increment must not undo what they
 * do, nor lose what another increment adds. Its answer is the number that it has put there.
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
