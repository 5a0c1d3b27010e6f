package toyredis.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The requests of a load run as bytes, and the test whether a value is one that such a request has
 * written. A key is {@code key:} and twelve digits. A value is four characters that belong to its
 * key, then the alphabet below from a random place on, round and round: so a value that belongs to
 * another key, is cut short, or is mixed from two writes gives itself away.
 */
final class Requests {
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

  private final byte[] get;
  private final byte[] setBeforeKey;
  private final byte[] setAfterKey;
  private final int valueBytes;
  private final byte[] run;

  /** Requests whose values are {@code valueBytes} long. */
  Requests(int valueBytes) {
    this.valueBytes = valueBytes;
    get = ascii("*2\r\n$3\r\nGET\r\n$16\r\nkey:");
    setBeforeKey = ascii("*3\r\n$3\r\nSET\r\n$16\r\nkey:");
    setAfterKey = ascii("\r\n$" + valueBytes + "\r\n");
    run = new byte[ALPHABET.length + valueBytes];
    for (int i = 0; i < run.length; i++) run[i] = ALPHABET[i % ALPHABET.length];
  }

  /** The most bytes that one request takes. */
  int maxLength() {
    return setBeforeKey.length + DIGITS + setAfterKey.length + valueBytes + 2;
  }

  /** Puts {@code GET key} into {@code to} at {@code at} and returns where it ends. */
  int get(int key, byte[] to, int at) {
    at = key(key, to, copy(get, to, at));
    return crlf(to, at);
  }

  /**
   * Puts {@code SET key value} into {@code to} at {@code at} and returns where it ends.
   *
   * @param random its lowest six bits choose the value
   */
  int set(int key, long random, byte[] to, int at) {
    at = key(key, to, copy(setBeforeKey, to, at));
    at = copy(setAfterKey, to, at);
    int tag = tag(key);
    int tagged = Math.min(TAG, valueBytes);
    for (int i = 0; i < tagged; i++) to[at++] = ALPHABET[(tag >>> 6 * i) & 63];
    System.arraycopy(run, (int) random & 63, to, at, valueBytes - tagged);
    return crlf(to, at + valueBytes - tagged);
  }

  /** Whether these bytes are a value that {@link #set} writes for this key. */
  boolean isValueOf(int key, byte[] bytes, int from, int to) {
    if (to - from != valueBytes) return false;
    int tag = tag(key);
    int tagged = Math.min(TAG, valueBytes);
    for (int i = 0; i < tagged; i++) {
      if (bytes[from + i] != ALPHABET[(tag >>> 6 * i) & 63]) return false;
    }
    if (tagged == valueBytes) return true;
    int place = PLACE[bytes[from + tagged] & 0xff];
    return place >= 0
        && Arrays.equals(bytes, from + tagged, to, run, place, place + valueBytes - tagged);
  }

  /** 24 bits that depend on the key. */
  private static int tag(int key) {
    return (key + 1) * 0x9E3779B9 >>> 8;
  }

  private static int key(int key, byte[] to, int at) {
    for (int i = at + DIGITS - 1; i >= at; i--) {
      to[i] = (byte) ('0' + key % 10);
      key /= 10;
    }
    return at + DIGITS;
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
