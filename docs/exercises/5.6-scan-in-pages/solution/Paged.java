import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import toyredis.server.CommandException;
import toyredis.server.Decimal;
import toyredis.server.Extension;
import toyredis.server.Glob;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;

/**
 * Exercise 5.6, solved: every key gets a number when it comes, and the cursor is the number of the
 * last key that was looked at. Others may come and go; nobody's number changes. A SCAN goes down
 * from the newest key: those that come meanwhile do not keep it from its end.
 */
final class Paged implements Store, Extension {
  private final HashMap<String, byte[]> map = new HashMap<>();
  private final TreeMap<Long, String> order = new TreeMap<>(); // by the number of a key's coming
  private final HashMap<String, Long> numbers = new HashMap<>(); // the same the other way round
  private long last;

  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    var previous = map.get(key);
    if (condition.allows(previous)) put(key, value);
    return previous;
  }

  @Override
  public boolean delete(String key) {
    if (map.remove(key) == null) return false;
    order.remove(numbers.remove(key));
    return true;
  }

  @Override
  public long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta);
    put(key, Decimal.toBytes(sum));
    return sum;
  }

  private void put(String key, byte[] value) {
    if (map.put(key, value) != null) return;
    order.put(++last, key);
    numbers.put(key, last);
  }

  @Override
  public List<String> keys(Glob pattern) {
    return map.keySet().stream().filter(pattern::matches).toList();
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
    order.clear();
    numbers.clear();
  }

  /** Some keys, and the cursor of the next page; 0 when there is none. */
  record Page(long next, List<String> keys) {}

  Page page(long cursor, int count, Glob pattern) {
    var keys = new ArrayList<String>();
    var looked = 0;
    var rest = cursor == 0 ? order : order.headMap(cursor, false);
    for (var entry : rest.descendingMap().entrySet()) {
      if (pattern.matches(entry.getValue())) keys.add(entry.getValue());
      if (++looked == count) {
        return new Page(entry.getKey().equals(order.firstKey()) ? 0 : entry.getKey(), keys);
      }
    }
    return new Page(0, keys);
  }

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (!request.is(0, "SCAN") || request.count() < 2) return false;
    if (request.integer(1) < 0) throw new CommandException("ERR invalid cursor");
    var count = 10L;
    var pattern = new Glob("*");
    for (var i = 2; i < request.count(); i += 2) {
      if (i + 1 == request.count()) throw new CommandException("ERR syntax error");
      if (request.is(i, "COUNT")) count = request.integer(i + 1);
      else if (request.is(i, "MATCH")) pattern = new Glob(request.text(i + 1));
      else throw new CommandException("ERR syntax error");
      if (count < 1) throw new CommandException("ERR syntax error");
    }
    var page = page(request.integer(1), (int) Math.min(count, 1 << 20), pattern);
    reply.array(2);
    reply.bulk(Long.toString(page.next));
    reply.array(page.keys.size());
    for (var key : page.keys) reply.bulk(key);
    return true;
  }
}
