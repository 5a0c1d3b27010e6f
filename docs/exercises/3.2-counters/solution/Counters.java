import java.util.concurrent.ConcurrentMap;

/** Exercise 3.2, solved: read, modify and write are one call. */
final class Counters {
  private final ConcurrentMap<String, Long> map; // guards itself, one call at a time

  Counters(ConcurrentMap<String, Long> map) {
    this.map = map;
  }

  /** Adds 1 to the number under {@code key}, 0 if absent; answers the new number. */
  long increment(String key) {
    return map.merge(key, 1L, Long::sum);
  }
}
