package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What {@link ModelCheck} calls on a store from two threads at once: the operations on one key, on
 * few keys, so that they meet. A subclass says on which store, in a public constructor without
 * parameters. Values are told as text, since answers are compared by {@code equals}.
 */
public abstract class StoreOperations {

  /** The keys, named as they are called in the store. */
  public enum Key {
    visits,
    city
  }

  /** The store under test. */
  protected final Store store;

  /** Operations on {@code store}, which nobody else uses. */
  protected StoreOperations(Store store) {
    this.store = store;
  }

  @Operation
  public final String get(Key key) {
    return text(store.get(key.name()));
  }

  @Operation
  public final String set(
      Key key, @Param(gen = IntGen.class, conf = "1:9") int value, Store.Condition condition) {
    return text(store.set(key.name(), Decimal.toBytes(value), condition));
  }

  @Operation
  public final long increment(Key key) {
    return store.increment(key.name(), 1);
  }

  @Operation
  public final boolean delete(Key key) {
    return store.delete(key.name());
  }

  private static String text(byte[] value) {
    return value == null ? null : new String(value, ISO_8859_1);
  }

  /** The same with what concerns the whole map, for stores whose promise covers that too. */
  public abstract static class WholeMap extends StoreOperations {
    private static final Glob ALL = new Glob("*");

    /** Operations on {@code store}, which nobody else uses. */
    protected WholeMap(Store store) {
      super(store);
    }

    @Operation
    public final int size() {
      return store.size();
    }

    @Operation
    public final List<String> keys() {
      return store.keys(ALL).stream().sorted().toList();
    }

    @Operation
    public final void clear() {
      store.clear();
    }
  }
}
