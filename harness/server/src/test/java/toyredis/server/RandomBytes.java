package toyredis.server;

import static toyredis.server.TestClient.resp;

import java.util.Random;

/**
 * What a hostile or broken client may send, one byte a char: random bytes, requests with bytes
 * changed, lost or doubled, lengths that lie. The same seed gives the same bytes.
 */
final class RandomBytes {
  private static final String[] LENGTHS = {
    "-1", "0", "1", "3", "1048576", "1048577", "536870912", "536870913", "2147483648", "x", "", "-0"
  };

  private static final String READS =
      resp("GET", "k")
          + "PING\r\n"
          + resp("EXISTS", "k", "", "it's")
          + resp("KEYS", "*[a-z]?\\x")
          + "ECHO \"\\x41\\n\" \r\n"
          + resp("HELLO", "3")
          + resp("CLIENT", "SETNAME", "me")
          + "COMMAND COUNT\n"
          + resp("INFO")
          + resp("CONFIG", "GET", "*")
          + resp("NOSUCH", "a\r\nb");

  private static final String WRITES =
      resp("SET", "k", "a\r\n$3\r\nb")
          + "set 'it\\'s' \"x\" nx\n"
          + resp("INCR", "n")
          + "DECRBY n 41\n"
          + resp("SET", "k", "v", "XX", "GET")
          + resp("DEL", "k", "n", "it's");

  private final Random random;
  private final String requests;

  /**
   * @param writes whether there are commands among it that change the store
   */
  RandomBytes(long seed, boolean writes) {
    random = new Random(seed);
    requests = writes ? READS + WRITES : READS;
  }

  /** What one connection sends, 1 to about 80,000 bytes. */
  String next() {
    return switch (random.nextInt(8)) {
      case 0 -> noise(1 + random.nextInt(2_000));
      case 1 -> "*" + length() + "\r\n$" + length() + "\r\n" + noise(random.nextInt(100));
      case 2 -> "*3\r\n$3\r\nSET\r\n$" + length() + "\r\n" + noise(random.nextInt(50_000));
      case 3 -> String.valueOf((char) random.nextInt(256)).repeat(60_000 + random.nextInt(20_000));
      default -> mutated(requests.repeat(1 + random.nextInt(10)));
    };
  }

  /** Whether to do something that is to be done once in so many times. */
  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  private String length() {
    return LENGTHS[random.nextInt(LENGTHS.length)];
  }

  private String noise(int length) {
    var noise = new StringBuilder();
    for (var i = 0; i < length; i++) noise.append((char) random.nextInt(256));
    return noise.toString();
  }

  private String mutated(String text) {
    var bytes = new StringBuilder(text);
    for (var changes = random.nextInt(6); changes > 0 && !bytes.isEmpty(); changes--) {
      var at = random.nextInt(bytes.length());
      switch (random.nextInt(4)) {
        case 0 -> bytes.setCharAt(at, (char) random.nextInt(256));
        case 1 -> bytes.deleteCharAt(at);
        case 2 -> bytes.insert(at, (char) random.nextInt(256));
        default -> bytes.setLength(at + 1);
      }
    }
    return bytes.toString();
  }
}
