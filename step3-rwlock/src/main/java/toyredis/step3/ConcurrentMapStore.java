package toyredis.step3;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * No lock of our own: a {@link ConcurrentHashMap}, whose reads take none and whose writes lock one
 * bin of the table. Each operation on one key is atomic. KEYS and DBSIZE are weakly consistent:
 * they see every key that was there before they began and was not removed, and may or may not see
 * what is written meanwhile.
 */
public final class ConcurrentMapStore implements Store {
  public ConcurrentMapStore() {
    this(new ConcurrentHashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public ConcurrentMapStore(ConcurrentHashMap<String, byte[]> map) {
    this.map = map;
  }

  private final ConcurrentHashMap<String, byte[]> map; // guards itself

  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    return switch (condition) {
      case ALWAYS -> map.put(key, value);
      case IF_ABSENT -> map.putIfAbsent(key, value);
      case IF_PRESENT -> map.replace(key, value);
    };
  }

  @Override
  public boolean delete(String key) {
    return map.remove(key) != null;
  }

  // tag::increment[]
  /**
   * A thread-safe map does not make {@code put(key, get(key) + 1)} safe: two threads can both get
   * the same number. The whole read-modify-write must be one operation of the map; {@code compute}
   * runs it while it holds the key's bin.
   */
  @Override
  public long increment(String key, long delta) {
    var sum = map.compute(key, (k, value) -> Decimal.toBytes(Decimal.add(value, delta)));
    return Decimal.parse(sum, 0, sum.length);
  }

  // end::increment[]

  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    for (var key : map.keySet()) {
      if (pattern.matches(key)) keys.add(key);
    }
    return keys;
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
  }
}
