package toyredis.step3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * Step 1's map behind a read-write lock: many readers at once, or one writer alone. The promise is
 * step 2's. GETs no longer wait for GETs, nor for a KEYS, until a writer waits; and each costs
 * more, since all readers count themselves in and out in one shared place.
 */
public final class ReadWriteLockStore implements Store {
  public ReadWriteLockStore() {
    this(new HashMap<>());
  }

  /** Keeps all in {@code map}, which nobody else may touch. */
  public ReadWriteLockStore(HashMap<String, byte[]> map) {
    this.map = map;
  }

  // tag::lock[]
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lock readLock = lock.readLock();
  private final Lock writeLock = lock.writeLock();
  private final HashMap<String, byte[]> map; // guarded by lock: read, or write

  // end::lock[]

  // tag::get[]
  @Override
  public byte[] get(String key) {
    readLock.lock();
    try {
      return map.get(key);
    } finally {
      readLock.unlock();
    }
  }

  // end::get[]

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    writeLock.lock();
    try {
      if (condition == Condition.ALWAYS) return map.put(key, value);
      var previous = map.get(key);
      if (condition.allows(previous)) map.put(key, value);
      return previous;
    } finally {
      writeLock.unlock();
    }
  }

  @Override
  public boolean delete(String key) {
    writeLock.lock();
    try {
      return map.remove(key) != null;
    } finally {
      writeLock.unlock();
    }
  }

  // tag::increment[]
  @Override
  public long increment(String key, long delta) {
    writeLock.lock();
    try {
      var sum = Decimal.add(map.get(key), delta);
      map.put(key, Decimal.toBytes(sum));
      return sum;
    } finally {
      writeLock.unlock();
    }
  }

  // end::increment[]

  // tag::keys[]
  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    readLock.lock();
    try {
      for (var key : map.keySet()) {
        if (pattern.matches(key)) keys.add(key);
      }
      return keys;
    } finally {
      readLock.unlock();
    }
  }

  // end::keys[]

  @Override
  public int size() {
    readLock.lock();
    try {
      return map.size();
    } finally {
      readLock.unlock();
    }
  }

  @Override
  public void clear() {
    writeLock.lock();
    try {
      map.clear();
    } finally {
      writeLock.unlock();
    }
  }
}
