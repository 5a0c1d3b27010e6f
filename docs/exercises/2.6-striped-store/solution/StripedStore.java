import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Exercise 2.6, solved: each stripe has a lock and a map of its own. Whoever needs more than one
 * takes them by their numbers, upwards.
 */
final class StripedStore {
  private final ReentrantLock[] locks;
  private final Map<String, String>[] maps; // each guarded by the lock of its number

  /**
   * @param stripes at least 1
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  StripedStore(int stripes) {
    locks = new ReentrantLock[stripes];
    maps = new Map[stripes];
    for (int i = 0; i < stripes; i++) {
      locks[i] = new ReentrantLock();
      maps[i] = new HashMap<>();
    }
  }

  private int stripe(String key) {
    return Math.floorMod(key.hashCode(), locks.length); // a hash code may be negative
  }

  /** The value, or null. */
  String get(String key) {
    int stripe = stripe(key);
    locks[stripe].lock();
    try {
      return maps[stripe].get(key);
    } finally {
      locks[stripe].unlock();
    }
  }

  /**
   * Calls the function once, with the value or null, and stores what it answers; null removes the
   * key.
   */
  void update(String key, UnaryOperator<String> function) {
    int stripe = stripe(key);
    locks[stripe].lock();
    try {
      put(key, function.apply(maps[stripe].get(key)));
    } finally {
      locks[stripe].unlock();
    }
  }

  private void put(String key, String value) {
    var map = maps[stripe(key)];
    if (value == null) map.remove(key);
    else map.put(key, value);
  }

  /** How many keys have a value. */
  int size() {
    lockAll();
    try {
      int size = 0;
      for (var map : maps) size += map.size();
      return size;
    } finally {
      unlockAll();
    }
  }

  void clear() {
    lockAll();
    try {
      for (var map : maps) map.clear();
    } finally {
      unlockAll();
    }
  }

  private void lockAll() {
    for (int i = 0; i < locks.length; i++) locks[i].lock();
  }

  private void unlockAll() {
    for (int i = 0; i < locks.length; i++) locks[i].unlock();
  }

  /** Each of the two gets what the other one had; that may be no value. */
  void swap(String a, String b) {
    var first = locks[Math.min(stripe(a), stripe(b))]; // by stripe: size goes upwards too
    var second = locks[Math.max(stripe(a), stripe(b))]; // perhaps the same; it is reentrant
    first.lock();
    second.lock();
    try {
      var value = maps[stripe(a)].get(a);
      put(a, maps[stripe(b)].get(b));
      put(b, value);
    } finally {
      second.unlock();
      first.unlock();
    }
  }
}
