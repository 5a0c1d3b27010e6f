package toyredis.results;

/** What a run left behind: one JSON file under {@code results/}, read back by the report. */
public sealed interface Result
    permits LoadResult, RaceResult, StallResult, ProfileResult, BenchResult {

  /** The layout of the file; a reader refuses a number it does not know. */
  int FORMAT = 4;

  /** The book's experiment that is one race check per step. */
  String RACE = "race";

  /** The book's experiment with the original's load, at several connection counts per step. */
  String ORIGINAL = "original";

  /**
   * The book's experiment with a closed loop without think time; in each of several blocks every
   * step runs once.
   */
  String SATURATED = "saturated";

  /** The book's experiment with the original's load over a network with a long way. */
  String LAW = "law";

  /** The saturated load with 16 requests in a write. */
  String PIPELINED = "pipelined";

  /** The book's experiment that is one stall per server: GETs beside a KEYS. */
  String STALL = "stall";

  /** The book's experiment with many connections that are idle most of the time. */
  String CONNECTIONS = "connections";

  /** The saturated load under the recorder, once per server. */
  String PROFILE = "profile";

  /** The stores without the network. */
  String BENCH = "bench";

  /** {@link #FORMAT} when the file was written. */
  int format();

  /**
   * {@code "load"}, {@code "race"}, {@code "stall"}, {@code "profile"}, {@code "bench"}: which
   * record it is.
   */
  String kind();

  /**
   * The experiment that this run belongs to, {@code "original"} for one; {@code "adhoc"} for a run
   * started by hand.
   */
  String experiment();

  /** When the run began: ISO-8601, UTC. */
  String started();

  /** What was measured. */
  ServerInfo server();

  /** Where it was measured. */
  Machine machine();
}
