import java.util.List;
import java.util.Map;
import toyredis.server.Glob;

/** Design 2: every command holds the one lock from beginning to end. */
final class MutexBank implements Bank {
  private final NaiveBank bank; // guarded by this

  MutexBank(Map<String, byte[]> map) {
    bank = new NaiveBank(map);
  }

  @Override
  public synchronized byte[] get(String key) {
    return bank.get(key);
  }

  @Override
  public synchronized byte[] set(String key, byte[] value, Condition condition) {
    return bank.set(key, value, condition);
  }

  @Override
  public synchronized boolean delete(String key) {
    return bank.delete(key);
  }

  @Override
  public synchronized long increment(String key, long delta) {
    return bank.increment(key, delta);
  }

  @Override
  public synchronized List<String> keys(Glob pattern) {
    return bank.keys(pattern);
  }

  @Override
  public synchronized int size() {
    return bank.size();
  }

  @Override
  public synchronized void clear() {
    bank.clear();
  }

  @Override
  public synchronized boolean transfer(String from, String to, long amount) {
    return bank.transfer(from, to, amount);
  }

  @Override
  public synchronized long sum(String a, String b) {
    return bank.sum(a, b);
  }
}
