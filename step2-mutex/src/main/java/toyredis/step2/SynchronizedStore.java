package toyredis.step2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * Step 1's map behind one lock, the monitor of this object. Every operation holds it from beginning
 * to end, so operations happen one after the other and each sees all that went before: the store is
 * linearizable. The price: a GET waits for every other GET, and for the longest KEYS.
 */
public final class SynchronizedStore implements Store {
  public SynchronizedStore() {
    this(new HashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public SynchronizedStore(HashMap<String, byte[]> map) {
    this.map = map;
  }

  // tag::guard[]
  private final HashMap<String, byte[]> map; // guarded by this

  @Override
  public synchronized byte[] get(String key) {
    return map.get(key);
  }

  // end::guard[]

  @Override
  public synchronized byte[] set(String key, byte[] value, Condition condition) {
    if (condition == Condition.ALWAYS) return map.put(key, value);
    var previous = map.get(key);
    if (condition.allows(previous)) map.put(key, value);
    return previous;
  }

  @Override
  public synchronized boolean delete(String key) {
    return map.remove(key) != null;
  }

  // tag::increment[]
  @Override
  public synchronized long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta); // nobody writes between this read …
    map.put(key, Decimal.toBytes(sum)); // … and this write
    return sum;
  }

  // end::increment[]

  @Override
  public synchronized List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    for (var key : map.keySet()) {
      if (pattern.matches(key)) keys.add(key);
    }
    return keys;
  }

  @Override
  public synchronized int size() {
    return map.size();
  }

  @Override
  public synchronized void clear() {
    map.clear();
  }
}
