import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.server.Commands;
import toyredis.server.Decimal;
import toyredis.server.Extension;
import toyredis.server.Glob;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;

/**
 * Exercise 2.7: commands on many keys.
 *
 * <p>This is step 2's store. Add three commands to it: {@code MSET key value [key value …]} writes
 * all and answers OK; {@code MGET key [key …]} answers an array with each key's value, or nil;
 * {@code MSETNX key value [key value …]} writes all and answers 1, or writes nothing and answers 0
 * if even one of the keys is there.
 *
 * <p>Each is to be atomic over all its keys: whatever other clients do at the same time, with these
 * commands or with those that the store has already, all answers and the content at the end are as
 * if the commands had come one after the other. (DEL and EXISTS with several keys are several
 * commands here, one for each key.) The map is not made for more than one thread at a time. You may
 * guard it by another lock than it has now.
 *
 * <p>Alone, each is answered byte by byte as redis-server answers it. Of a key that is named twice
 * in MSET the last value stands. Try it: {@code ./lab serve 2.7}, then {@code redis-cli MSET a 1 b
 * 2}; see that the old commands are as safe as before with {@code ./lab race 2.7}; compare what it
 * costs: {@code ./lab compare step2 2.7}.
 */
final class ManyKeys implements Store, Extension {
  private final Map<String, byte[]> map; // guarded by this

  ManyKeys(Map<String, byte[]> map) {
    this.map = map;
  }

  @Override
  public synchronized byte[] get(String key) {
    return map.get(key);
  }

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

  @Override
  public synchronized long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta);
    map.put(key, Decimal.toBytes(sum));
    return sum;
  }

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

  /**
   * Answers the commands that are added; false for any other: the server knows it.
   *
   * @throws RuntimeException {@link Commands#wrongNumberOfArguments} makes one that is answered
   */
  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    return false;
  }
}
