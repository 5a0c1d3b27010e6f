package toyredis.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import toyredis.load.LoadSettings;

/** What load is put on a server: a profile, and options that change it. */
final class LoadOptions {
  private static final Duration WARMUP = Duration.ofSeconds(3);

  /** Named settings; each of them can be changed by its option. */
  enum Profile {
    CUSTOM(List.of(50), Keys.UNIFORM, 0, 0, Duration.ofSeconds(10)),
    ORIGINAL(List.of(500, 800, 1000, 1200), Keys.ONE, 0, 99, Duration.ofSeconds(60));

    private final List<Integer> connections;
    private final Keys keys;
    private final int thinkMinMillis;
    private final int thinkMaxMillis;
    private final Duration duration;

    Profile(
        List<Integer> connections,
        Keys keys,
        int thinkMinMillis,
        int thinkMaxMillis,
        Duration duration) {
      this.connections = connections;
      this.keys = keys;
      this.thinkMinMillis = thinkMinMillis;
      this.thinkMaxMillis = thinkMaxMillis;
      this.duration = duration;
    }

    List<Integer> connections() {
      return connections;
    }

    /** The settings of this profile for one number of connections. */
    LoadSettings settings(int connections, double warmupSeconds, double seconds, long seed) {
      return LoadSettings.closedLoop(connections)
          .withProfile(label())
          .withArrivals(LoadSettings.Arrivals.closed(thinkMinMillis, thinkMaxMillis))
          .withKeys(new LoadSettings.Keys(keys.label(), keys.count()))
          .withTimes(warmupSeconds, seconds)
          .withSeed(seed);
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a key is chosen. */
  enum Keys {
    ONE,
    UNIFORM;

    /** How many keys there are if nobody says. */
    private int count() {
      return this == ONE ? 1 : 10_000;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "custom",
      description = {
        "custom (default): 50 connections, 80 %% GET, 10,000 keys, no think time, 10 s.",
        "original: 500, 800, 1000, 1200 connections, 80 %% GET, one key, think time 0-99ms, 60 s."
      })
  private Profile profile;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      split = ",",
      description = "All open for the whole run; N,N,… runs one after the other.")
  private List<Integer> connections;

  @Option(
      names = "--read-share",
      paramLabel = "SHARE",
      description = "GETs among the operations, 0 to 1; the rest are SETs (default: 0.8).")
  private Double readShare;

  @Option(
      names = "--keys",
      paramLabel = "HOW",
      description = "one: all on one key; uniform: each of --key-count keys is as likely.")
  private Keys keys;

  @Option(names = "--key-count", paramLabel = "N", description = "How many keys there are.")
  private Integer keyCount;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      description = "Length of a value (default: 32).")
  private Integer valueBytes;

  @Option(
      names = {"-P", "--pipeline"},
      paramLabel = "N",
      description = "Requests sent before their replies are awaited (default: 1).")
  private Integer pipeline;

  @Option(
      names = "--think",
      paramLabel = "RANGE",
      converter = Durations.RangeConverter.class,
      description = "Time between a reply and the next request: 50ms, or 0-99ms, chosen evenly.")
  private Durations.Range think;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Not measured; connections are opened in it (default: 3s).")
  private Duration warmup;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = Durations.class,
      description = "The measurement window: 5s, 500ms, 1m.")
  private Duration duration;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.class,
      description = "For a connection or a reply (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * The settings for each number of connections that was named.
   *
   * @throws IllegalArgumentException in one line when they make no sense
   */
  List<LoadSettings> settings() {
    return settings(WARMUP, profile.duration);
  }

  /** The same with other times where no option says how long. */
  List<LoadSettings> settings(Duration defaultWarmup, Duration defaultWindow) {
    var counts = connections == null ? profile.connections() : connections;
    return counts.stream()
        .map(
            count ->
                settings(
                    count,
                    Objects.requireNonNullElse(warmup, defaultWarmup),
                    Objects.requireNonNullElse(duration, defaultWindow)))
        .toList();
  }

  /** The profile's settings with what the options change. */
  private LoadSettings settings(int connections, Duration warmup, Duration window) {
    var base =
        profile.settings(connections, Durations.seconds(warmup), Durations.seconds(window), seed);
    var how = keys == null ? profile.keys : keys;
    var changes = Stream.of(readShare, keys, keyCount, valueBytes, pipeline, think);
    var settings =
        base.withKeys(new LoadSettings.Keys(how.label(), keyCount == null ? how.count() : keyCount))
            .withTimeoutSeconds(Durations.seconds(timeout));
    if (!changes.allMatch(Objects::isNull)) {
      settings = settings.withProfile(Profile.CUSTOM.label());
    }
    if (readShare != null && !(readShare >= 0 && readShare <= 1)) {
      throw new IllegalArgumentException("the read share must be from 0 to 1");
    }
    if (readShare != null) settings = settings.withMix(LoadSettings.Mix.ofReadShare(readShare));
    if (valueBytes != null) settings = settings.withValueBytes(valueBytes, valueBytes);
    if (pipeline != null) settings = settings.withPipeline(pipeline);
    if (think != null) {
      settings =
          settings.withArrivals(LoadSettings.Arrivals.closed(think.fromMillis(), think.toMillis()));
    }
    settings.check();
    return settings;
  }
}
