package toyredis.step2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * The same promise as {@link SynchronizedStore} by an explicit lock. It must be unlocked by hand,
 * in a {@code finally}; in return it could time out, be interrupted, or serve those who wait in
 * turn. None of that is needed here: the lock is not fair, so that a thread that is running may go
 * ahead of one that would first have to be woken.
 */
public final class ReentrantLockStore implements Store {
  public ReentrantLockStore() {
    this(new HashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public ReentrantLockStore(HashMap<String, byte[]> map) {
    this.map = map;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final HashMap<String, byte[]> map; // guarded by lock

  // tag::get[]
  @Override
  public byte[] get(String key) {
    lock.lock();
    try {
      return map.get(key);
    } finally {
      lock.unlock();
    }
  }

  // end::get[]

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    lock.lock();
    try {
      if (condition == Condition.ALWAYS) return map.put(key, value);
      var previous = map.get(key);
      if (condition.allows(previous)) map.put(key, value);
      return previous;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean delete(String key) {
    lock.lock();
    try {
      return map.remove(key) != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long increment(String key, long delta) {
    lock.lock();
    try {
      var sum = Decimal.add(map.get(key), delta);
      map.put(key, Decimal.toBytes(sum));
      return sum;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    lock.lock();
    try {
      for (var key : map.keySet()) {
        if (pattern.matches(key)) keys.add(key);
      }
      return keys;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return map.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      map.clear();
    } finally {
      lock.unlock();
    }
  }
}
