package toyredis.results;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a load run asks of a server.
 *
 * @param connections N, opened during the warm-up
 * @param arrivals when a request is sent
 * @param mix which commands
 * @param keys which keys
 * @param valueMinBytes the length of a value, chosen evenly from this …
 * @param valueMaxBytes … up to and including this
 * @param pipeline requests sent in one write before their replies are awaited, 1 or more
 * @param onError what a connection does after an error
 * @param warmupSeconds run before the window, ramp-up included
 * @param seconds the window; with {@code operations} the longest that it may last
 * @param operations ends the window when so many replies have come; 0: only time ends it
 * @param timeoutSeconds that a connection or a reply may take
 * @param rttMillis a round trip that is added to the network's own by a relay, half of it in each
 *     direction; 0: there is no relay
 * @param seed of every random choice
 */
@RecordBuilder
public record LoadSettings(
    int connections,
    Arrivals arrivals,
    Mix mix,
    Keys keys,
    int valueMinBytes,
    int valueMaxBytes,
    int pipeline,
    OnError onError,
    double warmupSeconds,
    double seconds,
    long operations,
    double timeoutSeconds,
    int rttMillis,
    long seed)
    implements LoadSettingsBuilder.With {
  private static final int MOST_CONNECTIONS = 10_000_000;
  private static final double LEAST_RATE = 0.001;
  private static final double MOST_RATE = 100_000_000;
  private static final int MOST_WEIGHT = 1_000_000;
  private static final int MOST_KEYS = 100_000_000;
  private static final int MOST_PIPELINE = 100_000;
  private static final int MOST_BYTES = 512 * 1024 * 1024; // Redis takes no longer value
  private static final int DAY_SECONDS = 24 * 60 * 60;

  /** What a connection does after an error. */
  public enum OnError {
    STOP,
    RECONNECT;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** How it is decided when a request is sent. */
  public enum Loop {
    /** A connection sends when its replies are there and it has thought. */
    CLOSED,
    /**
     * Requests are due at times of their own, evenly spaced, whether the server keeps up or not.
     */
    CONSTANT,
    /** The same as a Poisson process. */
    POISSON;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** How a request's key is chosen. */
  public enum KeyChoice {
    ONE,
    /** Each is as likely. */
    UNIFORM,
    /** The k-th in proportion to 1/k^0.99, as in YCSB. */
    ZIPFIAN,
    /**
     * The keys are dealt out to the connections, and each uses its own alone, so that it knows what
     * must be there.
     */
    OWN;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** As it is named on the command line and in a file. */
  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /**
   * When requests are sent.
   *
   * @param rate operations per second of all connections together; 0 in a closed loop
   * @param thinkMinMillis in a closed loop, the time between a reply and the next request, chosen
   *     evenly from this …
   * @param thinkMaxMillis … up to and including this
   */
  public record Arrivals(Loop loop, double rate, int thinkMinMillis, int thinkMaxMillis) {
    public static Arrivals closed(int thinkMinMillis, int thinkMaxMillis) {
      return new Arrivals(Loop.CLOSED, 0, thinkMinMillis, thinkMaxMillis);
    }

    public boolean openLoop() {
      return loop != Loop.CLOSED;
    }
  }

  /**
   * Which commands, by weights of 0 or more: GET 8 and SET 2 are four reads to a write.
   *
   * @param reads weight of GET
   * @param writes weight of SET
   * @param increments weight of INCR
   * @param deletes weight of DEL
   * @param scans weight of KEYS
   */
  public record Mix(int reads, int writes, int increments, int deletes, int scans) {
    /** GETs and SETs, {@code readShare} of them GETs, to a hundredth. */
    public static Mix ofReadShare(double readShare) {
      int reads = (int) Math.round(readShare * 100);
      return new Mix(reads, 100 - reads, 0, 0, 0);
    }

    /** What the weights add up to. */
    public int total() {
      return reads + writes + increments + deletes + scans;
    }
  }

  /**
   * Which keys.
   *
   * @param count how many there are
   */
  public record Keys(KeyChoice choice, int count) {}

  /** A closed loop without think time: 80 % GET, 10,000 keys, 32 bytes, 10 s after 3 s. */
  public static LoadSettings closedLoop(int connections) {
    return new LoadSettings(
        connections,
        Arrivals.closed(0, 0),
        Mix.ofReadShare(0.8),
        new Keys(KeyChoice.UNIFORM, 10_000),
        32,
        32,
        1,
        OnError.STOP,
        3,
        10,
        0,
        5,
        0,
        1);
  }

  /** The same in a closed loop without think time or delay: as much as the server can bear. */
  public LoadSettings withoutPause() {
    return withArrivals(Arrivals.closed(0, 0)).withRttMillis(0);
  }

  /** Think time Z in seconds, its mean; 0 in an open loop. */
  private double thinkSeconds() {
    return (arrivals.thinkMinMillis + arrivals.thinkMaxMillis) / 2e3;
  }

  /**
   * The most operations per second that this allows, whatever the server: in an open loop the rate.
   * In a closed loop Little's law, N = X · (Z + R), where a response time R is never shorter than
   * the round trip: X ≤ N / (Z + RTT), times the pipeline. 0 where there is no such bound.
   */
  public double ceiling() {
    if (arrivals.openLoop()) return arrivals.rate;
    double seconds = thinkSeconds() + rttMillis / 1e3;
    return seconds == 0 ? 0 : (double) connections * pipeline / seconds;
  }

  public LoadSettings withValueBytes(int min, int max) {
    return withValueMinBytes(min).withValueMaxBytes(max);
  }

  public LoadSettings withTimes(double warmupSeconds, double seconds) {
    return withWarmupSeconds(warmupSeconds).withSeconds(seconds);
  }

  /**
   * Checks that this can be run, and can have been meant: beyond these bounds a number is a slip of
   * the finger.
   *
   * @throws IllegalArgumentException with one clear line when it cannot
   */
  public void check() {
    require(
        connections >= 1 && connections <= MOST_CONNECTIONS,
        "connections must be from 1 to 10,000,000");
    require(arrivals.openLoop() || arrivals.rate == 0, "a closed loop has no rate");
    require(
        !arrivals.openLoop() || arrivals.rate >= LEAST_RATE && arrivals.rate <= MOST_RATE,
        "the rate must be from 0.001 to 100,000,000 operations per second");
    require(
        arrivals.thinkMinMillis >= 0
            && arrivals.thinkMaxMillis >= arrivals.thinkMinMillis
            && arrivals.thinkMaxMillis <= 1000 * DAY_SECONDS,
        "think time must go from 0 or more milliseconds to the same or more, a day at most");
    require(
        !arrivals.openLoop() || arrivals.thinkMaxMillis == 0,
        "in an open loop requests come at a rate: there is no think time");
    require(
        IntStream.of(mix.reads, mix.writes, mix.increments, mix.deletes, mix.scans)
                .allMatch(weight -> weight >= 0 && weight <= MOST_WEIGHT)
            && mix.total() > 0,
        "the mix needs weights from 0 to 1,000,000, and one above 0");
    require(
        keys.count >= 1 && keys.count <= MOST_KEYS, "the key count must be from 1 to 100,000,000");
    require(keys.choice != KeyChoice.ONE || keys.count == 1, "keys one goes with a key count of 1");
    require(
        keys.choice != KeyChoice.OWN || keys.count >= connections,
        "with keys own there must be a key for each connection or more");
    require(
        valueMinBytes >= 1 && valueMaxBytes >= valueMinBytes && valueMaxBytes <= MOST_BYTES,
        "a value must have 1 byte to 512 MiB (536870912), and a range goes upwards");
    require(pipeline >= 1 && pipeline <= MOST_PIPELINE, "pipeline must be from 1 to 100,000");
    require(
        (long) pipeline * valueMaxBytes <= MOST_BYTES,
        "a pipeline's values must have 512 MiB at most, all together");
    require(warmupSeconds >= 0 && warmupSeconds <= DAY_SECONDS, "warm-up must be from 0 to a day");
    require(seconds > 0 && seconds <= DAY_SECONDS, "duration must be more than 0, a day at most");
    require(operations >= 0, "operations must not be negative");
    require(
        timeoutSeconds > 0 && timeoutSeconds <= DAY_SECONDS,
        "the time-out must be more than 0, a day at most");
    require(
        rttMillis >= 0 && rttMillis < 1e3 * timeoutSeconds,
        "the round trip must be 0 or more, and shorter than the time-out of "
            + timeoutSeconds
            + " s: else no reply is in time");
  }

  private static void require(boolean right, String message) {
    if (!right) throw new IllegalArgumentException(message);
  }
}
