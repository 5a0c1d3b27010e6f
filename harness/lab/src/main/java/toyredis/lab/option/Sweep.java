package toyredis.lab.option;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.LoadSettings.Mix;

/**
 * One parameter of the load, and the values that it takes one after the other.
 *
 * @param values as they were typed; the empty one if nothing is swept
 */
public record Sweep(SweptParameter parameter, List<String> values) {
  public static final Sweep NONE = new Sweep(SweptParameter.NONE, List.of(""));

  /**
   * The load with the parameter at a value.
   *
   * @throws IllegalArgumentException in one line when it cannot take this value
   */
  public LoadSettings at(String value, LoadSettings load) {
    var settings =
        switch (parameter) {
          case NONE -> load;
          case CONNECTIONS -> load.withConnections(whole(value));
          case READ_SHARE -> load.withMix(Mix.ofReadShare(share(value)));
          case PIPELINE -> load.withPipeline(whole(value));
          case RATE -> load.withArrivals(arrivals(load, value));
          case VALUE_SIZE -> load.withValueBytes(whole(value), whole(value));
        };
    settings.check();
    return settings;
  }

  /** A closed loop becomes an open one: only there requests come at a rate. */
  private static Arrivals arrivals(LoadSettings load, String rate) {
    var loop = load.arrivals().openLoop() ? load.arrivals().loop() : Loop.CONSTANT;
    return new Arrivals(loop, whole(rate), 0, 0);
  }

  private static int whole(String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("--sweep: '" + value + "' is no whole number");
    }
    return Integer.parseInt(value);
  }

  private static double share(String value) {
    if (!value.matches("0|1|0?\\.\\d{1,2}|1\\.0|0\\.0")) {
      throw new IllegalArgumentException(
          "--sweep: '" + value + "' is no share from 0 to 1, to a hundredth");
    }
    return Double.parseDouble(value);
  }

  /** Reads {@code connections=50,200,800}. */
  public static final class Converter implements ITypeConverter<Sweep> {
    @Override
    public Sweep convert(String text) {
      var words = text.split("=", -1);
      var values = words.length == 2 ? List.of(words[1].split(",", -1)) : List.<String>of();
      if (values.isEmpty() || values.contains("") || words[0].isEmpty()) {
        throw new TypeConversionException("'" + text + "' is no sweep; try connections=50,200,800");
      }
      if (values.stream().distinct().count() < values.size()) {
        throw new TypeConversionException("'" + text + "' names a value twice");
      }
      try {
        return new Sweep(SweptParameter.named(words[0]), values);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
