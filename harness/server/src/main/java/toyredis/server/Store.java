package toyredis.server;

import java.util.List;

/**
 * The map behind a server: what each step is about.
 *
 * <p>Keys are Latin-1 strings, one char a byte, so any bytes can be a key. Values are byte arrays
 * that nobody changes once they are in the store; the same array may be handed to many readers.
 * Nothing here is null but the answer "no such key". Each method is one operation: whether it is
 * atomic when many threads call it is the promise that a step keeps or breaks.
 */
public interface Store {

  /** When {@link #set} may write. */
  enum Condition {
    ALWAYS,
    IF_ABSENT,
    IF_PRESENT;

    /** Whether to write over {@code previous}, which is null when the key is absent. */
    public boolean allows(byte[] previous) {
      return this == ALWAYS || (this == IF_PRESENT) == (previous != null);
    }
  }

  /** The value of {@code key}, or null. */
  byte[] get(String key);

  /**
   * Writes {@code value} if {@code condition} allows it.
   *
   * @return what was there before, or null; it tells the caller whether the write took place
   */
  byte[] set(String key, byte[] value, Condition condition);

  /** Removes {@code key}; whether it was there. */
  boolean delete(String key);

  /**
   * Adds {@code delta} to the number under {@code key} (0 if absent): a read-modify-write.
   *
   * @return the new number
   * @throws CommandException if the value is no 64-bit integer, or the sum would overflow; the
   *     value is then unchanged
   */
  long increment(String key, long delta);

  /** The keys that match {@code pattern}, in no order: a long read over the whole map. */
  List<String> keys(Glob pattern);

  /** How many keys there are. */
  int size();

  /** Removes all keys. */
  void clear();
}
