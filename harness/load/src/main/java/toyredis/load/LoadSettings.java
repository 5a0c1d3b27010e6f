package toyredis.load;

/**
 * What a load run asks of a server.
 *
 * @param profile {@code "original"}, or {@code "custom"}
 * @param connections N, all open for the whole run
 * @param readShare GETs among the operations, 0–1; the rest are SETs
 * @param keys how a key is chosen: {@code "one"} or {@code "uniform"}
 * @param keyCount how many keys there are
 * @param valueBytes length of a value
 * @param pipeline requests sent before their replies are awaited, 1 or more
 * @param thinkMinMillis think time between a reply and the next request, uniform …
 * @param thinkMaxMillis … up to and including this
 * @param warmupSeconds run before the window, ramp-up included
 * @param seconds the window
 * @param seed of every random choice
 */
public record LoadSettings(
    String profile,
    int connections,
    double readShare,
    String keys,
    int keyCount,
    int valueBytes,
    int pipeline,
    int thinkMinMillis,
    int thinkMaxMillis,
    double warmupSeconds,
    double seconds,
    long seed) {

  /**
   * Checks that this can be run.
   *
   * @throws IllegalArgumentException with one clear line when it cannot
   */
  public void check() {
    require(connections >= 1, "connections must be 1 or more");
    require(readShare >= 0 && readShare <= 1, "read share must be from 0 to 1");
    require(keyCount >= 1, "there must be 1 key or more");
    require(
        keys.equals("uniform") || keys.equals("one") && keyCount == 1,
        "keys must be uniform, or one with a key count of 1");
    require(valueBytes >= 1, "a value must have 1 byte or more");
    require(pipeline >= 1, "pipeline must be 1 or more");
    require(
        thinkMinMillis >= 0 && thinkMaxMillis >= thinkMinMillis,
        "think time must go from 0 or more milliseconds to the same or more");
    require(warmupSeconds >= 0, "warm-up must not be negative");
    require(seconds > 0, "duration must be more than 0");
  }

  private static void require(boolean right, String message) {
    if (!right) throw new IllegalArgumentException(message);
  }
}
