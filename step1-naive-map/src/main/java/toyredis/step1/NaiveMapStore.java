package toyredis.step1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * A plain {@link HashMap} and no thought of threads. Called by one thread at a time it is exact;
 * steps 4 and 5 use it unchanged. Called by many at once it
 *
 * <ul>
 *   <li>loses updates: between the get and the put of INCR another thread's put can vanish;
 *   <li>loses keys: while the table grows, an entry can be put into the table that is being left;
 *   <li>breaks KEYS: the iterator notices the writers and throws.
 * </ul>
 */
public final class NaiveMapStore implements Store {
  public NaiveMapStore() {
    this(new HashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public NaiveMapStore(HashMap<String, byte[]> map) {
    this.map = map;
  }

  // tag::guard[]
  private final HashMap<String, byte[]> map; // guarded by nothing

  // tag::get[]
  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

  // end::get[]
  // end::guard[]

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    if (condition == Condition.ALWAYS) return map.put(key, value);
    var previous = map.get(key);
    if (condition.allows(previous)) map.put(key, value);
    return previous;
  }

  @Override
  public boolean delete(String key) {
    return map.remove(key) != null;
  }

  // tag::increment[]
  @Override
  public long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta); // read, modify …
    map.put(key, Decimal.toBytes(sum)); // … and write: over whatever was written in between
    return sum;
  }

  // end::increment[]

  // tag::keys[]
  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    for (var key : map.keySet()) {
      if (pattern.matches(key)) keys.add(key);
    }
    return keys;
  }

  // end::keys[]

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
  }
}
