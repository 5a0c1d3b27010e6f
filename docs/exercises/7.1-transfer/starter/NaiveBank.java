import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.server.Decimal;
import toyredis.server.Glob;

/**
 * Designs 1 and 5: a plain map and no thought of threads. {@link Decimal#add} reads a value, null
 * counts as 0, and throws what is to be answered.
 */
final class NaiveBank implements Bank {
  private final Map<String, byte[]> map; // guarded by nothing

  NaiveBank(Map<String, byte[]> map) {
    this.map = map;
  }

  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

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

  @Override
  public long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta);
    map.put(key, Decimal.toBytes(sum));
    return sum;
  }

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

  @Override
  public boolean transfer(String from, String to, long amount) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public long sum(String a, String b) {
    throw new UnsupportedOperationException("not written yet");
  }
}
