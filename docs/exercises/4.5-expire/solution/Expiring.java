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
 * Exercise 4.5, solved: each command is one message, and the first thing the owner does in each is
 * to remove what it touches if its time is up.
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

  // Called by the owner.

  @Override
  public byte[] get(String key) {
    expire(key);
    return map.get(key);
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    expire(key);
    var previous = map.get(key);
    if (condition.allows(previous)) {
      map.put(key, value);
      deadlines.remove(key);
    }
    return previous;
  }

  @Override
  public boolean delete(String key) {
    expire(key);
    deadlines.remove(key);
    return map.remove(key) != null;
  }

  @Override
  public long increment(String key, long delta) {
    expire(key);
    var sum = Decimal.add(map.get(key), delta);
    map.put(key, Decimal.toBytes(sum));
    return sum;
  }

  @Override
  public List<String> keys(Glob pattern) {
    expireAll();
    var keys = new ArrayList<String>();
    for (var key : map.keySet()) {
      if (pattern.matches(key)) keys.add(key);
    }
    return keys;
  }

  @Override
  public int size() {
    expireAll();
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
    deadlines.clear();
  }

  private boolean setForSeconds(String key, long seconds, byte[] value) {
    var now = clock.getAsLong();
    if (seconds <= 0 || seconds > (Long.MAX_VALUE - now) / 1000) {
      throw new CommandException("ERR invalid expire time in 'setex' command");
    }
    map.put(key, value);
    deadlines.put(key, now + seconds * 1000);
    return true;
  }

  /** In milliseconds; -1 if it does not expire, -2 if it is absent. */
  private long timeLeft(String key) {
    expire(key);
    if (!map.containsKey(key)) return -2;
    var deadline = deadlines.get(key);
    // the clock may have gone on since the look: -1 would mean that it never expires
    return deadline == null ? -1 : Math.max(0, deadline - clock.getAsLong());
  }

  private boolean persist(String key) {
    expire(key);
    return deadlines.remove(key) != null;
  }

  private void expire(String key) {
    var deadline = deadlines.get(key);
    if (deadline == null || clock.getAsLong() <= deadline) return;
    map.remove(key);
    deadlines.remove(key);
  }

  private void expireAll() {
    var now = clock.getAsLong(); // one for all: those of one deadline go together
    for (var key : List.copyOf(deadlines.keySet())) {
      if (now <= deadlines.get(key)) continue;
      map.remove(key);
      deadlines.remove(key);
    }
  }

  // Called by the connections' threads.

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (request.is(0, "SETEX")) {
      if (request.count() != 4) throw Commands.wrongNumberOfArguments("setex");
      var seconds = request.integer(2);
      var value = request.bytes(3);
      owner.ask(() -> setForSeconds(request.key(), seconds, value));
      reply.simple("OK");
    } else if (request.is(0, "TTL") && request.count() == 2) {
      long left = owner.ask(() -> timeLeft(request.key()));
      reply.integer(left < 0 ? left : left / 1000 + (left % 1000 + 500) / 1000);
    } else if (request.is(0, "PTTL") && request.count() == 2) {
      reply.integer(owner.ask(() -> timeLeft(request.key())));
    } else if (request.is(0, "PERSIST")) {
      if (request.count() != 2) throw Commands.wrongNumberOfArguments("persist");
      reply.integer(owner.ask(() -> persist(request.key())) ? 1 : 0);
    } else {
      return false; // TTL and PTTL with a wrong number of arguments, too: the server's own refuse
    }
    return true;
  }
}
