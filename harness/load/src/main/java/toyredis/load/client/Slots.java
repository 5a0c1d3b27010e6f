package toyredis.load.client;

import java.nio.charset.StandardCharsets;

/**
 * Which slot a key falls into, and which node of a Redis Cluster owns it: CRC-16/XMODEM of the key
 * modulo 16,384, as the Redis Cluster specification says
 * (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/). Node i of N owns
 * the i-th N-th of the slots, as after {@code redis-cli --cluster create}.
 */
public final class Slots {
  public static final int COUNT = 16_384;

  private static final int POLYNOMIAL = 0x1021;

  private Slots() {}

  /**
   * The slot of a key, 0 to 16,383. Where the key has a hash tag, something between its first
   * <code>{</code> and the next <code>}</code>, that alone counts: so keys can be made to share a
   * slot.
   *
   * @param key its bytes as Latin-1
   */
  public static int of(String key) {
    int open = key.indexOf('{');
    int close = open < 0 ? -1 : key.indexOf('}', open);
    var hashed = close > open + 1 ? key.substring(open + 1, close) : key;
    return crc16(hashed.getBytes(StandardCharsets.ISO_8859_1)) % COUNT;
  }

  /** Which of so many nodes owns a key, counted from 0. */
  public static int nodeOf(String key, int nodes) {
    int slot = of(key);
    int node = 0;
    while (slot >= first(node + 1, nodes)) node++;
    return node;
  }

  /** The first slot of a node; its last is the one before the next node's first. */
  public static int first(int node, int nodes) {
    return (int) Math.round((double) COUNT * node / nodes);
  }

  static int crc16(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc ^= (b & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
      crc &= 0xffff;
    }
    return crc;
  }
}
