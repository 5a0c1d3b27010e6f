package toyredis.lab.option;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Option;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.LoadSettings.Mix;
import toyredis.results.LoadSettings.OnError;

/** What load is put on a server: a profile, and options that change it. */
public final class LoadOptions {
  private static final Duration WARMUP = Duration.ofSeconds(3);
  private static final int KEYS = 10_000;

  /** How requests come in an open loop. */
  enum OpenLoop {
    CONSTANT,
    POISSON
  }

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "custom",
      converter = LoadProfile.Converter.class,
      description = {
        "custom (default): 50 connections, 80 %% GET, 10,000 keys, no think time, 10 s. The others"
            + " differ from it in this:",
        "original: 500, 800, 1000, 1200 connections, one key, think time 0-99ms, 60 s.",
        "read-heavy: 95 %% GET. write-heavy: 20 %% GET. hot-key: one key, 50 %% GET.",
        "long-reads: GET, and one KEYS in a thousand.",
        "connections: 5000, think time 1-5s. pipelined: 16 requests at a time."
      })
  private LoadProfile profile;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      split = ",",
      description = "All open for the whole run; N,N,… runs one after the other.")
  private List<Integer> connections;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "An open loop: so many operations per second of all connections together, due whether the"
              + " server keeps up or not; 100,000,000 at most.")
  private Double rate;

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      description = "With --rate: constant (default), evenly spaced, or poisson.")
  private OpenLoop openLoop;

  @Option(
      names = "--think",
      paramLabel = "RANGE",
      converter = Durations.RangeConverter.class,
      description =
          "In a closed loop, the time between a reply and the next request: 50ms, or 0-99ms, chosen"
              + " evenly.")
  private Durations.Range think;

  @Option(
      names = {"-P", "--pipeline"},
      paramLabel = "N",
      description =
          "Requests sent before their replies are awaited (default: 1); with --rate, the most of"
              + " those that are due; 100,000 at most.")
  private Integer pipeline;

  @Option(
      names = "--read-share",
      paramLabel = "SHARE",
      description = "GETs among the operations, 0 to 1; the rest are SETs (default: 0.8).")
  private Double readShare;

  @Option(
      names = "--mix",
      paramLabel = "WEIGHTS",
      converter = MixConverter.class,
      description = "Commands by weight, instead: get=8,set=2,incr=1,del=1,keys=1.")
  private Mix mix;

  @Option(
      names = "--keys",
      paramLabel = "HOW",
      description =
          "one: all on one key; uniform: each of --key-count keys is as likely; zipfian: the k-th"
              + " in proportion to 1/k^0.99; own: each connection has keys of its own, so every"
              + " answer is checked exactly.")
  private KeyChoice keys;

  @Option(
      names = "--key-count",
      paramLabel = "N",
      description = "How many keys there are (default: 10,000; 100,000,000 at most).")
  private Integer keyCount;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      converter = SizeRange.Converter.class,
      description =
          "Length of a value: 32 (default), or 16-512, chosen evenly; 512 MiB (536870912) at most.")
  private SizeRange valueBytes;

  @Option(
      names = "--on-error",
      paramLabel = "HOW",
      defaultValue = "stop",
      description =
          "What a connection does after an error: stop, or reconnect after 100 ms (default:"
              + " ${DEFAULT-VALUE}).")
  private OnError onError;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "Not measured; connections are opened in it (default: 3s). No time is over a day.")
  private Duration warmup;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = Durations.class,
      description = "The measurement window: 5s, 500ms, 1m.")
  private Duration duration;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "Ends the window when so many replies have come, if --duration does not.")
  private Long operations;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.class,
      description = "For a connection or a reply (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      defaultValue = "0ms",
      converter = Durations.class,
      description =
          "Put the server so far away: a relay delays each direction by half of this round trip"
              + " (default: there is no relay).")
  private Duration rtt;

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
  public List<LoadSettings> settings() {
    return settings(WARMUP, profile.window());
  }

  /** The same with other times where no option says how long. */
  public List<LoadSettings> settings(Duration defaultWarmup, Duration defaultWindow) {
    requireFit();
    double warmupSeconds = Durations.seconds(Objects.requireNonNullElse(warmup, defaultWarmup));
    double seconds = Durations.seconds(Objects.requireNonNullElse(duration, defaultWindow));
    return (connections == null ? profile.connections() : connections)
        .stream()
            .map(count -> changed(profile.settings(count, warmupSeconds, seconds, seed)))
            .toList();
  }

  private void requireFit() {
    if (openLoop != null && rate == null) {
      throw new IllegalArgumentException("--arrivals needs --rate: a closed loop has no schedule");
    }
    if (rate != null && think != null) {
      throw new IllegalArgumentException(
          "--rate and --think exclude each other: in an open loop requests come at a rate");
    }
    if (readShare != null && mix != null) {
      throw new IllegalArgumentException("--read-share and --mix exclude each other");
    }
    if (readShare != null && !(readShare >= 0 && readShare <= 1)) {
      throw new IllegalArgumentException("the read share must be from 0 to 1");
    }
  }

  /** The profile's settings with what the options change. */
  private LoadSettings changed(LoadSettings load) {
    if (rate != null) {
      var loop = openLoop == OpenLoop.POISSON ? Loop.POISSON : Loop.CONSTANT;
      load = load.withArrivals(new Arrivals(loop, rate, 0, 0));
    }
    if (think != null) {
      load = load.withArrivals(Arrivals.closed(think.fromMillis(), think.toMillis()));
    }
    if (pipeline != null) load = load.withPipeline(pipeline);
    if (readShare != null) load = load.withMix(Mix.ofReadShare(readShare));
    if (mix != null) load = load.withMix(mix);
    if (keys != null || keyCount != null) load = load.withKeys(keys(load));
    if (valueBytes != null) load = load.withValueBytes(valueBytes.from(), valueBytes.to());
    if (operations != null) load = load.withOperations(operations);
    load = load.withOnError(onError);
    load = load.withTimeoutSeconds(Durations.seconds(timeout));
    load = load.withRttMillis((int) rtt.toMillis());
    load.check();
    return load;
  }

  private LoadSettings.Keys keys(LoadSettings load) {
    var choice = keys == null ? load.keys().choice() : keys;
    if (keyCount != null) return new LoadSettings.Keys(choice, keyCount);
    return new LoadSettings.Keys(
        choice,
        switch (choice) {
          case ONE -> 1;
          case OWN -> Math.max(KEYS, load.connections());
          case UNIFORM, ZIPFIAN -> KEYS;
        });
  }
}
