package toyredis.results;

import java.util.List;

/**
 * One race check: what the server acknowledged, and what of it was there afterwards.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "race"}
 * @param experiment the experiment it belongs to
 * @param started ISO-8601, UTC
 * @param server what was attacked
 * @param clients connections that attacked at once
 * @param seed of every random choice
 * @param checks one per kind of attack
 * @param kept whether nothing was lost and nothing was wrong
 * @param machine where it ran
 */
public record RaceResult(
    int format,
    String kind,
    String experiment,
    String started,
    ServerInfo server,
    int clients,
    long seed,
    List<Check> checks,
    boolean kept,
    Machine machine)
    implements Result {

  /**
   * @param name {@code "updates"} (INCR on one key), {@code "keys"} (own keys while the table
   *     grows), {@code "scan"} (KEYS while others write), {@code "history"} (GET, SET, INCR, DEL on
   *     few keys)
   * @param acknowledged operations that the server answered as done
   * @param lost of these, how many had left no trace
   * @param errors error replies and broken connections; of a history also the keys whose answers no
   *     order of the operations explains
   * @param firstError the first of them, in the server's words; empty if none. Of a key in a
   *     history more lines follow: the last operations up to the first answer that does not fit
   */
  public record Check(String name, long acknowledged, long lost, long errors, String firstError) {}
}
