package toyredis.server;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A store that tells Java Flight Recorder of each call of another: how long it took, working and
 * waiting together. The JVM's own events of locks and parked threads leave out virtual threads;
 * this one sees every step on both kinds. Only a server that was started with {@code --store-events
 * on} has it, and no other loads a class of the recorder.
 */
final class RecordedStore implements Store {

  @Name("toyredis.StoreCall")
  @Label("Store Call")
  @Category("toy-redis")
  @Description("One operation of the store, working and waiting together")
  @StackTrace(false)
  static final class StoreCall extends Event {
    @Label("Operation")
    String operation;

    @Label("Store")
    Class<?> store;
  }

  private final Store store;

  RecordedStore(Store store) {
    this.store = store;
  }

  private static StoreCall begin() {
    var call = new StoreCall();
    call.begin();
    return call;
  }

  private void end(StoreCall call, String operation) {
    call.operation = operation;
    call.store = store.getClass();
    call.commit();
  }

  @Override
  public byte[] get(String key) {
    var call = begin();
    try {
      return store.get(key);
    } finally {
      end(call, "get");
    }
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    var call = begin();
    try {
      return store.set(key, value, condition);
    } finally {
      end(call, "set");
    }
  }

  @Override
  public boolean delete(String key) {
    var call = begin();
    try {
      return store.delete(key);
    } finally {
      end(call, "delete");
    }
  }

  @Override
  public long increment(String key, long delta) {
    var call = begin();
    try {
      return store.increment(key, delta);
    } finally {
      end(call, "increment");
    }
  }

  @Override
  public List<String> keys(Glob pattern) {
    var call = begin();
    try {
      return store.keys(pattern);
    } finally {
      end(call, "keys");
    }
  }

  @Override
  public int size() {
    var call = begin();
    try {
      return store.size();
    } finally {
      end(call, "size");
    }
  }

  @Override
  public void clear() {
    var call = begin();
    try {
      store.clear();
    } finally {
      end(call, "clear");
    }
  }
}
