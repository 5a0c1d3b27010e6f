import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import toyredis.server.CommandException;
import toyredis.server.Decimal;
import toyredis.server.Extension;
import toyredis.server.Glob;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;

/**
 * Exercise 5.6: a SCAN that does not stall the loop.
 *
 * <p>The loop serves nobody while it works on a command. Step 5's SCAN answers all keys at once,
 * and so stalls everybody. Make pages: {@code SCAN cursor [COUNT n] [MATCH pattern]} answers the
 * next cursor and some keys; a client begins with cursor 0 and ends when 0 is answered. A page is
 * to look at no more than 2 n keys (n is 10 unless COUNT says otherwise), those that do not match
 * included, so that it can be empty; only of keys with the same hash code may it look at all. How
 * long it takes must not depend on how many keys there are.
 *
 * <p>Redis's promise is to hold: a key that is there from the beginning to the end of a SCAN is
 * answered, whatever is written and deleted between the pages; and a SCAN comes to its end though
 * keys come and go all the time, as long as there are not more and more of them. Nothing is
 * remembered of a client between two pages but what is in the cursor, a number.
 *
 * <p>Only the loop's thread calls this class. You may keep the keys in whatever you like. The
 * options are read already. Try it: {@code ./lab serve 5.6}, then {@code redis-cli --scan}; attack
 * it with {@code ./lab race 5.6}. What KEYS does to the others, which stays as it is, you see with
 * {@code ./lab load 5.6 --mix get=98,keys=2}.
 */
final class Paged implements Store, Extension {
  private final HashMap<String, byte[]> map = new HashMap<>();

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
    return map.remove(key) != null;
  }

  @Override
  public long increment(String key, long delta) {
    var sum = Decimal.add(map.get(key), delta);
    put(key, Decimal.toBytes(sum));
    return sum;
  }

  private void put(String key, byte[] value) {
    map.put(key, value);
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
  }

  /** Some keys, and the cursor of the next page; 0 when there is none. */
  record Page(long next, List<String> keys) {}

  /**
   * One page.
   *
   * @param cursor 0 for the first page
   * @param count how many keys to look at
   */
  Page page(long cursor, int count, Glob pattern) {
    return new Page(0, new ArrayList<>(keys(pattern)));
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
