import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import toyredis.server.CommandException;
import toyredis.server.Commands;
import toyredis.server.Decimal;
import toyredis.server.Extension;
import toyredis.server.Glob;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;
import toyredis.step4.Owner;

/**
 * Exercise 4.5: keys that expire.
 *
 * <p>Step 4's store in one class. Two kinds of threads come to it. The methods of Store are called
 * by the owner alone, which a {@code MailboxStore} has asked. {@link #apply} is called by the
 * connections' threads, many at once: whatever it does with the maps must be a message to the owner
 * ({@code owner.ask}). Only the owner touches the map and the deadlines.
 *
 * <p>Add {@code SETEX key seconds value}, which writes a value for so many seconds; {@code TTL key}
 * and {@code PTTL key}, the seconds and the milliseconds that are left (TTL rounds to the nearest;
 * -1 if the key does not expire, -2 if it is absent); and {@code PERSIST key}, which takes the
 * deadline away and answers 1, or 0 if there was none. Each is atomic: as if the commands of all
 * clients had come one after the other.
 *
 * <p>A key that was written for 10 seconds is there 10,000 ms later, and not at 10,001 ms. From
 * then on it is absent to every command, KEYS and DBSIZE too, and whoever comes upon it removes it
 * from both maps; no other thread and no timer is needed. A write by SET, and SETEX of course, ends
 * the old deadline; INCR keeps it. The time of a command is that at which the owner gets to it; the
 * clock goes on while the owner works.
 *
 * <p>A time of 0 or less, or one whose end does not fit into a {@code long} of milliseconds, is
 * answered {@code ERR invalid expire time in 'setex' command}. In all else these four commands
 * answer as redis-server does. Try it: {@code ./lab serve 4.5}, then {@code redis-cli SETEX k 10
 * v}; see that nothing else is broken with {@code ./lab race 4.5}, which does not try deadlines;
 * see what it costs: {@code ./lab compare step4 4.5}.
 */
final class Expiring implements Store, Extension {
  private final Map<String, byte[]> map; // touched by the owner's thread only
  private final Map<String, Long> deadlines; // so are they; only of keys that expire
  private final Owner owner;
  private final LongSupplier clock; // milliseconds since some moment; never negative

  Expiring(Map<String, byte[]> map, Map<String, Long> deadlines, Owner owner, LongSupplier clock) {
    this.map = map;
    this.deadlines = deadlines;
    this.owner = owner;
    this.clock = clock;
  }

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

  /**
   * Answers the commands that are added; false for any other: the server knows it.
   *
   * @throws CommandException an error to be the reply; {@link Commands#wrongNumberOfArguments}
   *     makes one, and the owner's work may throw one
   */
  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    return false;
  }
}
