import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import toyredis.server.Glob;

/** Design 3: many locks; a command takes those of its keys. */
final class StripedBank implements Bank {
  private final NaiveBank bank; // its map guards itself, and a transfer is more than one call of it

  StripedBank(ConcurrentHashMap<String, byte[]> map) {
    bank = new NaiveBank(map);
  }

  @Override
  public byte[] get(String key) {
    return bank.get(key);
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    return bank.set(key, value, condition);
  }

  @Override
  public boolean delete(String key) {
    return bank.delete(key);
  }

  @Override
  public long increment(String key, long delta) {
    return bank.increment(key, delta);
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
    bank.clear();
  }

  @Override
  public boolean transfer(String from, String to, long amount) {
    return bank.transfer(from, to, amount);
  }

  @Override
  public long sum(String a, String b) {
    return bank.sum(a, b);
  }
}
