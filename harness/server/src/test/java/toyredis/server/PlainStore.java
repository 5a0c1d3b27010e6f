package toyredis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** As plain as can be: what other stores, and the commands around one, are compared with. */
final class PlainStore implements Store {
  final Map<String, byte[]> map = new TreeMap<>();

  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
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
    var matching = new ArrayList<String>();
    for (var key : map.keySet()) if (pattern.matches(key)) matching.add(key);
    return matching;
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
