import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import toyredis.server.Glob;

/**
 * Design 3: a command takes the locks of its keys, the lower number first, so no circle of waiting
 * can arise. A GET takes its lock, too: without it, two of them could see one side of a transfer
 * after it and the other before.
 */
final class StripedBank implements Bank {
  private final ReentrantLock[] locks = new ReentrantLock[32];
  private final NaiveBank bank; // what it has of a key is guarded by the key's lock

  StripedBank(ConcurrentHashMap<String, byte[]> map) {
    bank = new NaiveBank(map);
    for (var i = 0; i < locks.length; i++) locks[i] = new ReentrantLock();
  }

  private int stripe(String key) {
    return Math.floorMod(key.hashCode(), locks.length);
  }

  private void lockAll() {
    for (var lock : locks) lock.lock();
  }

  @Override
  public byte[] get(String key) {
    var lock = locks[stripe(key)];
    lock.lock();
    try {
      return bank.get(key);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    var lock = locks[stripe(key)];
    lock.lock();
    try {
      return bank.set(key, value, condition);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean delete(String key) {
    var lock = locks[stripe(key)];
    lock.lock();
    try {
      return bank.delete(key);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long increment(String key, long delta) {
    var lock = locks[stripe(key)];
    lock.lock();
    try {
      return bank.increment(key, delta);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> keys(Glob pattern) {
    return bank.keys(pattern);
  }

  @Override
  public int size() {
    return bank.size();
  }

  @Override
  public void clear() {
    lockAll();
    try {
      bank.clear();
    } finally {
      for (var lock : locks) lock.unlock();
    }
  }

  @Override
  public boolean transfer(String from, String to, long amount) {
    int one = stripe(from);
    int other = stripe(to);
    var first = locks[Math.min(one, other)];
    var second = locks[Math.max(one, other)];
    first.lock();
    second.lock(); // again, if it is the same: it is reentrant
    try {
      return bank.transfer(from, to, amount);
    } finally {
      second.unlock();
      first.unlock();
    }
  }

  @Override
  public long sum(String a, String b) {
    int one = stripe(a);
    int other = stripe(b);
    var first = locks[Math.min(one, other)];
    var second = locks[Math.max(one, other)];
    first.lock();
    second.lock(); // again, if it is the same: it is reentrant
    try {
      return bank.sum(a, b);
    } finally {
      second.unlock();
      first.unlock();
    }
  }
}
