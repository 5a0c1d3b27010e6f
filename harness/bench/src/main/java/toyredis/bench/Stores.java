package toyredis.bench;

import toyredis.server.Store;
import toyredis.server.Store.Condition;
import toyredis.step1.NaiveMapStore;
import toyredis.step2.ReentrantLockStore;
import toyredis.step2.SynchronizedStore;
import toyredis.step3.ConcurrentMapStore;
import toyredis.step3.ReadWriteLockStore;
import toyredis.step3.StampedLockStore;
import toyredis.step4.MailboxStore;

/** The stores that may be shared between threads, by name; and what is in them. */
final class Stores {
  static final int KEYS = 10_000;
  static final byte[] VALUE = new byte[32];

  private Stores() {}

  /** {@code "key:0"} and so on. */
  static String[] keys() {
    var keys = new String[KEYS];
    for (var i = 0; i < KEYS; i++) keys[i] = "key:" + i;
    return keys;
  }

  /** A new store that holds a value for each of these keys. */
  static Store filled(String name, String[] keys) {
    var store = empty(name);
    for (var key : keys) store.set(key, VALUE, Condition.ALWAYS);
    return store;
  }

  private static Store empty(String name) {
    return switch (name) {
      case "synchronized" -> new SynchronizedStore();
      case "reentrant" -> new ReentrantLockStore();
      case "rwlock" -> new ReadWriteLockStore();
      case "stamped" -> new StampedLockStore();
      case "concurrent-map" -> new ConcurrentMapStore();
      case "mailbox" -> new MailboxStore(new NaiveMapStore(), Thread.ofPlatform().daemon());
      default -> throw new IllegalArgumentException("no store is called " + name);
    };
  }
}
