package toyredis.step4;

import java.util.List;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * A store that keeps nothing itself: each operation is a message to the owner of the real one. Any
 * thread may call it.
 */
public final class MailboxStore implements Store {
  // tag::get[]
  private final Owner owner;
  private final Store store; // touched by the owner's thread only

  /**
   * Gives {@code store} an owner, and starts it; nobody else may touch it from now on.
   *
   * @param kind of the owner's thread
   */
  public MailboxStore(Store store, Thread.Builder kind) {
    this(store, Owner.start(kind));
  }

  /** Gives {@code store} to an owner that somebody else asks too. */
  public MailboxStore(Store store, Owner owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public byte[] get(String key) {
    return owner.ask(() -> store.get(key));
  }

  // end::get[]

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    return owner.ask(() -> store.set(key, value, condition));
  }

  @Override
  public boolean delete(String key) {
    return owner.ask(() -> store.delete(key));
  }

  @Override
  public long increment(String key, long delta) {
    return owner.ask(() -> store.increment(key, delta));
  }

  @Override
  public List<String> keys(Glob pattern) {
    return owner.ask(() -> store.keys(pattern));
  }

  @Override
  public int size() {
    return owner.ask(store::size);
  }

  @Override
  public void clear() {
    owner.ask(
        () -> {
          store.clear();
          return null;
        });
  }

  /** Ends the owner; nobody may call this store any more. */
  void stop() throws InterruptedException {
    owner.stop();
  }
}
