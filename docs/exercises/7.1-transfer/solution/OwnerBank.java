import java.util.List;
import java.util.Map;
import toyredis.server.Glob;
import toyredis.step4.Owner;

/** Design 4: each command is one message, so the owner does it between two others. */
final class OwnerBank implements Bank {
  private final NaiveBank bank; // touched by the owner's thread only
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
    return owner.ask(() -> bank.get(key));
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    return owner.ask(() -> bank.set(key, value, condition));
  }

  @Override
  public boolean delete(String key) {
    return owner.ask(() -> bank.delete(key));
  }

  @Override
  public long increment(String key, long delta) {
    return owner.ask(() -> bank.increment(key, delta));
  }

  @Override
  public List<String> keys(Glob pattern) {
    return owner.ask(() -> bank.keys(pattern));
  }

  @Override
  public int size() {
    return owner.ask(() -> bank.size());
  }

  @Override
  public void clear() {
    owner.ask(
        () -> {
          bank.clear();
          return null;
        });
  }

  @Override
  public boolean transfer(String from, String to, long amount) {
    return owner.ask(() -> bank.transfer(from, to, amount));
  }

  @Override
  public long sum(String a, String b) {
    return owner.ask(() -> bank.sum(a, b));
  }
}
