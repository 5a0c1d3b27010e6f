import java.util.ArrayList;
import java.util.List;
import toyredis.server.Decimal;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * Exercise 5.7, solved: open addressing with linear probing. Who finds its place taken goes to the
 * next one, which is mostly in the same line of the cache.
 */
final class KinderStore implements Store {
  private int[] hashes = new int[16]; // looked at first: a key is followed only if it may be equal
  private Object[] entries = new Object[32]; // key and value side by side; null: free
  private int size;

  @Override
  public byte[] get(String key) {
    var place = place(key, hash(key));
    return (byte[]) entries[2 * place + 1];
  }

  @Override
  public byte[] set(String key, byte[] value, Condition condition) {
    var hash = hash(key);
    var place = place(key, hash);
    var previous = (byte[]) entries[2 * place + 1];
    if (!condition.allows(previous)) return previous;
    entries[2 * place + 1] = value;
    if (previous == null) {
      hashes[place] = hash;
      entries[2 * place] = key;
      if (++size * 3L > hashes.length * 2L) grow();
    }
    return previous;
  }

  /** Where the key is, or the free place where it belongs. */
  private int place(String key, int hash) {
    var mask = hashes.length - 1;
    var place = hash & mask;
    while (entries[2 * place] != null) {
      if (hashes[place] == hash && entries[2 * place].equals(key)) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  private static int hash(String key) {
    var hash = key.hashCode() * 0x9E3779B9; // near ones fall apart; upper bits come down
    return hash ^ hash >>> 16;
  }

  private void grow() {
    var oldHashes = hashes;
    var oldEntries = entries;
    hashes = new int[2 * oldHashes.length];
    entries = new Object[2 * oldEntries.length];
    var mask = hashes.length - 1;
    for (var i = 0; i < oldHashes.length; i++) {
      if (oldEntries[2 * i] == null) continue;
      var place = oldHashes[i] & mask;
      while (entries[2 * place] != null) place = (place + 1) & mask;
      hashes[place] = oldHashes[i];
      entries[2 * place] = oldEntries[2 * i];
      entries[2 * place + 1] = oldEntries[2 * i + 1];
    }
  }

  @Override
  public boolean delete(String key) {
    var free = place(key, hash(key));
    if (entries[2 * free] == null) return false;
    size--;
    // Those behind it move up, if a search for them passes the free place; else it would end there.
    var mask = hashes.length - 1;
    for (var i = (free + 1) & mask; entries[2 * i] != null; i = (i + 1) & mask) {
      if (((i - hashes[i]) & mask) < ((i - free) & mask)) continue;
      hashes[free] = hashes[i];
      entries[2 * free] = entries[2 * i];
      entries[2 * free + 1] = entries[2 * i + 1];
      free = i;
    }
    entries[2 * free] = null;
    entries[2 * free + 1] = null;
    return true;
  }

  @Override
  public long increment(String key, long delta) {
    var sum = Decimal.add(get(key), delta);
    set(key, Decimal.toBytes(sum), Condition.ALWAYS);
    return sum;
  }

  @Override
  public List<String> keys(Glob pattern) {
    var keys = new ArrayList<String>();
    for (var i = 0; i < entries.length; i += 2) {
      if (entries[i] instanceof String key && pattern.matches(key)) keys.add(key);
    }
    return keys;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void clear() {
    hashes = new int[16];
    entries = new Object[32];
    size = 0;
  }
}
