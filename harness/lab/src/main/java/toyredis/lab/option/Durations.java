package toyredis.lab.option;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 500ms}, {@code 5s}, {@code 1.5s}, {@code 1m}. */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m)");

  private static final int LONGEST_MILLIS = 24 * 60 * 60 * 1000;

  @Override
  public Duration convert(String text) {
    return parse(text);
  }

  static Duration parse(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no duration; try 500ms, 5s or 1m");
    }
    double millis =
        Double.parseDouble(matcher.group(1))
            * switch (matcher.group(2)) {
              case "ms" -> 1;
              case "s" -> 1_000;
              default -> 60_000;
            };
    if (millis > LONGEST_MILLIS) throw new TypeConversionException("'" + text + "' is over a day");
    return Duration.ofMillis(Math.round(millis));
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** A range of think times: {@code 20ms}, {@code 0-99ms}, {@code 500ms-1s}. */
  record Range(int fromMillis, int toMillis) {}

  /** Reads a {@link Range}. */
  static final class RangeConverter implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) {
      int dash = text.indexOf('-');
      if (dash < 0) {
        int both = millis(text);
        return new Range(both, both);
      }
      var to = text.substring(dash + 1);
      var from = text.substring(0, dash);
      // 0-99ms: the unit behind the range is meant for both
      if (from.matches("[\\d.]+")) from += to.replaceAll("[\\d.]", "");
      var range = new Range(millis(from), millis(to));
      if (range.fromMillis > range.toMillis) {
        throw new TypeConversionException("'" + text + "' runs backwards");
      }
      return range;
    }

    private static int millis(String text) {
      return (int) parse(text).toMillis();
    }
  }
}
