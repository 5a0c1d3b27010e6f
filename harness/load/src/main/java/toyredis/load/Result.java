package toyredis.load;

/** What a run left behind: one JSON file under {@code results/}, read back by the report. */
public sealed interface Result permits LoadResult, RaceResult, ProfileResult, BenchResult {

  /** The layout of the file; a reader refuses a number it does not know. */
  int FORMAT = 2;

  /** {@link #FORMAT} when the file was written. */
  int format();

  /** {@code "load"}, {@code "race"}, {@code "profile"}, {@code "bench"}: which record it is. */
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
