package toyredis.results;

import java.util.List;

/**
 * How long a GET waits while a KEYS runs over a large map.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "stall"}
 * @param experiment the experiment it belongs to
 * @param started ISO-8601, UTC
 * @param server what was measured
 * @param keys in its map
 * @param phases in the order in which they were measured
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
  /** One client sends GETs, nobody else anything; a round lasts as long as a KEYS does. */
  public static final String ALONE = "alone";

  /** A second client sends a KEYS that matches nothing, one a round. */
  public static final String BESIDE_KEYS = "beside-keys";

  /** A third client sends SETs, too. */
  public static final String BESIDE_KEYS_AND_SET = "beside-keys-and-set";

  /**
   * Several rounds of the same. A round's figure is its longest GET, from its sending to its reply,
   * in milliseconds.
   *
   * @param name {@link #ALONE}, {@link #BESIDE_KEYS}, {@link #BESIDE_KEYS_AND_SET}
   * @param rounds 1 or more
   * @param lowestMillis of the rounds; likewise the next two
   */
  public record Phase(
      String name, int rounds, double lowestMillis, double medianMillis, double highestMillis) {

    /**
     * Sums up rounds.
     *
     * @param millis each round's figure, one or more, in any order
     */
    public static Phase of(String name, List<Double> millis) {
      var sorted = millis.stream().sorted().toList();
      int count = sorted.size();
      double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
      return new Phase(name, count, sorted.getFirst(), median, sorted.getLast());
    }

    /** Whether every round of this one took longer than every round of the other. */
    public boolean longerThan(Phase other) {
      return lowestMillis > other.highestMillis;
    }
  }

  /**
   * The phase of this name.
   *
   * @throws IllegalArgumentException when it was not measured
   */
  public Phase phase(String name) {
    return phases.stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no phase " + name));
  }
}
