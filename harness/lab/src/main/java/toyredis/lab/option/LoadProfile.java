package toyredis.lab.option;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Mix;

/**
 * Loads by name. Each changes something of {@link LoadSettings#closedLoop}, which is 80 % GET on
 * 10,000 keys without think time, and can itself be changed by the options.
 */
public enum LoadProfile {
  CUSTOM(seconds(10), load -> load, 50),

  /** The load test of the Go project that this one retells. */
  ORIGINAL(
      seconds(60),
      load -> load.withKeys(new Keys(KeyChoice.ONE, 1)).withArrivals(Arrivals.closed(0, 99)),
      500,
      800,
      1000,
      1200),

  READ_HEAVY(seconds(10), load -> load.withMix(Mix.ofReadShare(0.95)), 50),

  WRITE_HEAVY(seconds(10), load -> load.withMix(Mix.ofReadShare(0.2)), 50),

  /** Everyone wants the same key. */
  HOT_KEY(
      seconds(10),
      load -> load.withKeys(new Keys(KeyChoice.ONE, 1)).withMix(Mix.ofReadShare(0.5)),
      50),

  /** One request in a thousand is KEYS over all 10,000 keys; who waits for it? */
  LONG_READS(seconds(10), load -> load.withMix(new Mix(999, 0, 0, 0, 1)), 50),

  /** Many clients, each of which does little: what does a connection cost? */
  CONNECTIONS(seconds(10), load -> load.withArrivals(Arrivals.closed(1_000, 5_000)), 5_000),

  PIPELINED(seconds(10), load -> load.withPipeline(16), 50);

  private final Duration window;
  private final UnaryOperator<LoadSettings> changes;
  private final List<Integer> connections;

  LoadProfile(Duration window, UnaryOperator<LoadSettings> changes, int... connections) {
    this.window = window;
    this.changes = changes;
    this.connections = IntStream.of(connections).boxed().toList();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** As it is named on the command line: {@code read-heavy}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One run for each. */
  public List<Integer> connections() {
    return connections;
  }

  /** How long the window is if nobody says. */
  Duration window() {
    return window;
  }

  /** The settings of this profile for one number of connections. */
  public LoadSettings settings(int connections, double warmupSeconds, double seconds, long seed) {
    return changes
        .apply(LoadSettings.closedLoop(connections))
        .withTimes(warmupSeconds, seconds)
        .withSeed(seed);
  }

  /** Reads {@code read-heavy}. */
  static final class Converter implements ITypeConverter<LoadProfile> {
    @Override
    public LoadProfile convert(String name) {
      return Stream.of(values())
          .filter(profile -> profile.label().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + name
                          + "' is no profile; there are "
                          + Stream.of(values())
                              .map(LoadProfile::label)
                              .collect(Collectors.joining(", "))));
    }
  }
}
