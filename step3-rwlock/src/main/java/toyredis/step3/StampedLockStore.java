package toyredis.step3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * A read-write lock again, by {@link StampedLock}: it does not remember who holds it, so it is a
 * little cheaper, and a thread that took it twice would wait for itself for ever.
 *
 * <p>What StampedLock is known for, the optimistic read, is left out on purpose. It reads without
 * the lock and asks afterwards whether a writer was there meanwhile. That is sound for a few plain
 * fields, whose torn state does no harm until it is thrown away. A HashMap in the midst of growing
 * is not so harmless: a read can miss an entry, but it can also throw, or follow links in a circle
 * and never come back to ask. So readers here take the real read lock.
 */
public final class StampedLockStore implements Store {
  public StampedLockStore() {
    this(new HashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public StampedLockStore(HashMap<String, byte[]> map) {
    this.map = map;
  }

  private final StampedLock lock = new StampedLock();
  private final HashMap<String, byte[]> map; // guarded by lock

  // tag::get[]
  @Override
  public byte[] get(String key) {
    var stamp = lock.readLock();
    try {
      return map.get(key);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  // end::get[]

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    var stamp = lock.writeLock();
    try {
      if (condition == Condition.ALWAYS) return map.put(key, value);
      var previous = map.get(key);
      if (condition.allows(previous)) map.put(key, value);
      return previous;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  public boolean delete(String key) {
    var stamp = lock.writeLock();
    try {
      return map.remove(key) != null;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  public long increment(String key, long delta) {
    var stamp = lock.writeLock();
    try {
      var sum = Decimal.add(map.get(key), delta);
      map.put(key, Decimal.toBytes(sum));
      return sum;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    var stamp = lock.readLock();
    try {
      for (var key : map.keySet()) {
        if (pattern.matches(key)) keys.add(key);
      }
      return keys;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Override
  public int size() {
    var stamp = lock.readLock();
    try {
      return map.size();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Override
  public void clear() {
    var stamp = lock.writeLock();
    try {
      map.clear();
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
