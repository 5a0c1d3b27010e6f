package toyredis.load.generator;

import java.util.Arrays;

/**
 * What must be under keys that each belong to one connection. A connection's requests are answered
 * in order, so what a request must find is known when it is sent.
 *
 * <p>When a connection fails, its unanswered writes may be applied at any later time, or never;
 * from then on their keys are no longer checked exactly.
 */
public final class OwnKeys {
  /** Nothing is under this key. */
  static final long ABSENT = -1;

  /** Any answer of the right kind is right. */
  static final long ANY = -2;

  private final long[] values;
  private final long[] counters;

  /** Keys as they are before the first request. */
  OwnKeys(int keys, long seed) {
    values = new long[keys];
    counters = new long[keys];
    Arrays.setAll(values, key -> initial(seed, key));
  }

  /** The random number whose value is under a key before the first request; 0 or more. */
  public static long initial(long seed, int key) {
    return Connection.scramble(seed + key) >>> 1;
  }

  /** What a GET must find: the random number of a value, or one of the above. */
  long get(int key) {
    return values[key];
  }

  /**
   * A SET is sent.
   *
   * @param random the random number of its value, 0 or more
   */
  void set(int key, long random) {
    if (values[key] != ANY) values[key] = random;
  }

  /** What an INCR must answer. */
  long increment(int key) {
    return counters[key] == ANY ? ANY : ++counters[key];
  }

  /** How many keys a DEL must delete. */
  long delete(int key) {
    if (values[key] == ANY) return ANY;
    boolean there = values[key] != ABSENT;
    values[key] = ABSENT;
    return there ? 1 : 0;
  }

  /** A request will not be answered any more. */
  void doubt(Verb verb, int key) {
    switch (verb) {
      case SET, DEL -> values[key] = ANY;
      case INCR -> counters[key] = ANY;
      case GET, KEYS -> {}
    }
  }
}
