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
 * @param parameter {@code "connections"}, {@code "read-share"}, {@code "pipeline"}, {@code "rate"}
 *     or {@code "value-size"}; empty if nothing is swept
 * @param values as they were typed; the empty one if nothing is swept
 */
public record Sweep(String parameter, List<String> values) {
  public static final Sweep NONE = new Sweep("", List.of(""));

  /**
   * The load with the parameter at a value.
   *
   * @throws IllegalArgumentException in one line when it cannot take this value
   */
  public LoadSettings at(String value, LoadSettings load) {
    var settings =
        switch (parameter) {
          case "" -> load;
          case "connections" -> load.withConnections(whole(value));
          case "read-share" -> load.withMix(Mix.ofReadShare(share(value)));
          case "pipeline" -> load.withPipeline(whole(value));
          case "rate" -> load.withArrivals(arrivals(load, value));
          case "value-size" -> load.withValueBytes(whole(value), whole(value));
          default ->
              throw new IllegalArgumentException(
                  "'"
                      + parameter
                      + "' cannot be swept: name connections, read-share, pipeline, rate or"
                      + " value-size");
        };
    settings.check();
    return settings;
  }

  /** The same parameter, as the charts' horizontal axis. */
  public SweptParameter axis() {
    return parameter.isEmpty() ? SweptParameter.NONE : SweptParameter.named(parameter);
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
      return new Sweep(words[0], values);
    }
  }
}
