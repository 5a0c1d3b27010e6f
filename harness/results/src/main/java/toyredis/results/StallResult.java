package toyredis.results;

import java.util.List;

/**
 * How long a GET takes at most while one KEYS runs.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "stall"}
 * @param experiment {@link Result#STALL}, or {@code "adhoc"}
 * @param started ISO-8601, UTC
 * @param server what was measured
 * @param keys in the map
 * @param phases in the order in which they were run
 * @param machine where it ran
 */
public record StallResult(
    int format,
    String kind,
    String experiment,
    String started,
    ServerInfo server,
    long keys,
    List<Phase> phases,
    Machine machine)
    implements Result {

  /**
   * What ran beside the GETs. A round's figure is its longest GET, in milliseconds.
   *
   * @param name {@code "alone"}, {@code "beside-keys"}, {@code "beside-keys-and-set"}
   * @param rounds how many there were
   */
  public record Phase(
      String name, int rounds, double lowestMillis, double medianMillis, double highestMillis) {}
}
