import java.util.ArrayList;
import java.util.HashMap;
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
 * Exercise 2.7, solved: one lock from the first key to the last. What is long and needs no lock,
 * taking the request apart and writing the reply, is done outside.
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

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (request.is(0, "MSET")) {
      setAll(pairs(request, "mset"));
      reply.simple("OK");
    } else if (request.is(0, "MSETNX")) {
      reply.integer(setAllIfAbsent(pairs(request, "msetnx")) ? 1 : 0);
    } else if (request.is(0, "MGET")) {
      if (request.count() < 2) throw Commands.wrongNumberOfArguments("mget");
      var keys = new ArrayList<String>();
      for (var i = 1; i < request.count(); i++) keys.add(request.text(i));
      var values = getAll(keys);
      reply.array(values.size());
      for (var value : values) Commands.valueOrNil(value, session, reply);
    } else {
      return false;
    }
    return true;
  }

  private static Map<String, byte[]> pairs(Request request, String command) {
    if (request.count() < 3 || request.count() % 2 == 0) {
      throw Commands.wrongNumberOfArguments(command);
    }
    var pairs = new HashMap<String, byte[]>();
    for (var i = 1; i < request.count(); i += 2) pairs.put(request.text(i), request.bytes(i + 1));
    return pairs;
  }

  private synchronized void setAll(Map<String, byte[]> pairs) {
    map.putAll(pairs);
  }

  private synchronized boolean setAllIfAbsent(Map<String, byte[]> pairs) {
    for (var key : pairs.keySet()) {
      if (map.containsKey(key)) return false;
    }
    map.putAll(pairs);
    return true;
  }

  private synchronized List<byte[]> getAll(List<String> keys) {
    var values = new ArrayList<byte[]>();
    for (var key : keys) values.add(map.get(key));
    return values;
  }
}
