import java.util.List;
import java.util.Map;
import toyredis.server.Glob;
import toyredis.step4.Owner;

/** Design 4: messages to an owner; {@link Owner#ask} sends one, and waits for the answer. */
final class OwnerBank implements Bank {
  private final NaiveBank bank; // touched by anybody yet
  private final Owner owner;

  /**
   * Starts the owner.
   *
   * @param map nobody but the owner may touch it
   * @param kind of the owner's thread
   */
  OwnerBank(Map<String, byte[]> map, Thread.Builder kind) {
    bank = new NaiveBank(map);
    owner = Owner.start(kind);
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
