package toyredis.results;

import java.util.List;

/**
 * How long a GET waits while somebody asks for all keys.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "stall"}
 * @param experiment the experiment it belongs to
 * @param started ISO-8601, UTC
 * @param server what was measured
 * @param keys in the map
 * @param phases {@code "alone"}, {@code "beside-keys"}, {@code "beside-keys-and-set"}
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
   * What the rounds of a phase came to; a round's figure is its longest GET.
   *
   * @param rounds how many
   */
  public record Phase(
      String name, int rounds, double lowestMillis, double medianMillis, double highestMillis) {}
}
