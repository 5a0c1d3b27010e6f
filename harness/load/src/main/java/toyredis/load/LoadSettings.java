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
    long seed) {}
