package toyredis.load.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import toyredis.results.Digits;
import toyredis.results.LoadSettings;

/**
 * The requests of a load run as bytes, and the test whether a value is one that such a request has
 * written. A key is {@code key:} and twelve digits. A value is four characters that belong to its
 * key, then the alphabet below from a random place on, round and round: so a value that belongs to
 * another key, is cut short, or is mixed from two writes gives itself away. Counters have keys of
 * their own, {@code ctr:} and twelve digits, so that INCR never meets such a value.
 */
public final class Requests {
  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLACE = new byte[256];
  private static final int TAG = 4;
  private static final int DIGITS = 12;

  static {
    Arrays.fill(PLACE, (byte) -1);
    for (int i = 0; i < ALPHABET.length; i++) PLACE[ALPHABET[i]] = (byte) i;
  }

  private static final byte[] GET = ascii("*2\r\n$3\r\nGET\r\n$16\r\nkey:");
  private static final byte[] SET = ascii("*3\r\n$3\r\nSET\r\n$16\r\nkey:");
  private static final byte[] INCR = ascii("*2\r\n$4\r\nINCR\r\n$16\r\nctr:");
  private static final byte[] DEL = ascii("*2\r\n$3\r\nDEL\r\n$16\r\nkey:");
  private static final byte[] KEYS = ascii("*2\r\n$4\r\nKEYS\r\n$5\r\nkey:*\r\n");
  private static final byte[] BULK = ascii("\r\n$");

  /** A key as an element of an array. */
  private static final byte[] ELEMENT = ascii("$16\r\nkey:");

  private final int minBytes;
  private final int maxBytes;
  private final int maxDigits;
  private final byte[] run;

  /** Requests whose values are {@code minBytes} to {@code maxBytes} long. */
  public Requests(int minBytes, int maxBytes) {
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
    maxDigits = Integer.toString(maxBytes).length();
    run = new byte[ALPHABET.length + maxBytes];
    for (int i = 0; i < run.length; i++) run[i] = ALPHABET[i % ALPHABET.length];
  }

  public Requests(LoadSettings load) {
    this(load.valueMinBytes(), load.valueMaxBytes());
  }

  /** The most bytes that one request takes. */
  public int maxLength() {
    return SET.length + DIGITS + BULK.length + maxDigits + 2 + maxBytes + 2;
  }

  /** The name of a key. */
  public static String name(int key) {
    return Digits.in("key:%012d", key);
  }

  /** Puts {@code GET key} into {@code to} at {@code at} and returns where it ends. */
  public int get(int key, byte[] to, int at) {
    return crlf(to, number(key, DIGITS, to, copy(GET, to, at)));
  }

  /** The same with {@code DEL key}. */
  public int delete(int key, byte[] to, int at) {
    return crlf(to, number(key, DIGITS, to, copy(DEL, to, at)));
  }

  /** The same with {@code INCR} of a counter: no other command knows its key. */
  public int increment(int key, byte[] to, int at) {
    return crlf(to, number(key, DIGITS, to, copy(INCR, to, at)));
  }

  /** The same with {@code KEYS}: all but the counters. */
  public int keys(byte[] to, int at) {
    return copy(KEYS, to, at);
  }

  /**
   * Puts {@code SET key value} into {@code to} at {@code at} and returns where it ends.
   *
   * @param random its lowest thirty bits choose the value
   */
  public int set(int key, long random, byte[] to, int at) {
    int length = length(random);
    at = number(key, DIGITS, to, copy(SET, to, at));
    at = copy(BULK, to, at);
    at = crlf(to, number(length, digits(length), to, at));
    int tag = tag(key);
    int tagged = Math.min(TAG, length);
    for (int i = 0; i < tagged; i++) to[at++] = ALPHABET[(tag >>> 6 * i) & 63];
    System.arraycopy(run, (int) random & 63, to, at, length - tagged);
    return crlf(to, at + length - tagged);
  }

  /** The length of the value that a random number chooses. */
  private int length(long random) {
    return minBytes + (int) ((random >>> 6 & 0xFFFFFF) * (maxBytes - minBytes + 1L) >>> 24);
  }

  /** Whether these bytes are a value that {@link #set} writes for this key. */
  public boolean isValueOf(int key, byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < minBytes || length > maxBytes) return false;
    int tag = tag(key);
    int tagged = Math.min(TAG, length);
    for (int i = 0; i < tagged; i++) {
      if (bytes[from + i] != ALPHABET[(tag >>> 6 * i) & 63]) return false;
    }
    if (tagged == length) return true;
    int place = PLACE[bytes[from + tagged] & 0xff];
    return place >= 0
        && Arrays.equals(bytes, from + tagged, to, run, place, place + length - tagged);
  }

  /** Whether these bytes are the value that {@link #set} writes for this key and random number. */
  public boolean isValue(int key, long random, byte[] bytes, int from, int to) {
    return to - from == length(random)
        && isValueOf(key, bytes, from, to)
        && (to - from <= TAG || bytes[from + TAG] == ALPHABET[(int) random & 63]);
  }

  /** Whether these bytes are {@code count} keys as the elements of an array, each below a bound. */
  public boolean areKeys(long count, int below, byte[] bytes, int from, int to) {
    int length = ELEMENT.length + DIGITS + 2;
    if (to - from != count * length) return false;
    for (int at = from; at < to; at += length) {
      if (!Arrays.equals(bytes, at, at + ELEMENT.length, ELEMENT, 0, ELEMENT.length)) return false;
      long key = 0;
      for (int i = at + ELEMENT.length; i < at + length - 2; i++) {
        if (bytes[i] < '0' || bytes[i] > '9') return false;
        key = 10 * key + bytes[i] - '0';
      }
      if (key >= below) return false;
    }
    return true;
  }

  /** 24 bits that depend on the key. */
  private static int tag(int key) {
    return (key + 1) * 0x9E3779B9 >>> 8;
  }

  private static int number(int number, int digits, byte[] to, int at) {
    for (int i = at + digits - 1; i >= at; i--) {
      to[i] = (byte) ('0' + number % 10);
      number /= 10;
    }
    return at + digits;
  }

  private static int digits(int number) {
    int digits = 1;
    for (; number >= 10; number /= 10) digits++;
    return digits;
  }

  private static int crlf(byte[] to, int at) {
    to[at] = '\r';
    to[at + 1] = '\n';
    return at + 2;
  }

  private static int copy(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
