package toyredis.results;

import java.util.Locale;

/** How figures are written: with a point, in groups of three, and no finer than a run measures. */
public final class Digits {
  private Digits() {}

  /** Three digits or all whole ones, and at most two behind the point: 80,287, 12.3, 1.25, 0.05. */
  public static String of(double number) {
    double size = Math.abs(number);
    var format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  public static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** Of a share of 1, to a tenth, below one percent to a hundredth. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, share >= 0.00995 ? "%.1f %%" : "%.2f %%", 100 * share);
  }

  /** Of microseconds. */
  public static String millis(double micros) {
    return of(micros / 1000);
  }

  /** To a tenth, whatever its size: for columns. */
  public static String tenths(double number) {
    return String.format(Locale.ROOT, "%,.1f", number);
  }

  /** Microseconds as milliseconds, {@code "1.23 ms"}. */
  public static String inMillis(double micros) {
    return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
  }

  /** As many digits as it needs, to a thousandth: 50, 0.5, 12,000. */
  public static String asNeeded(double number) {
    if (number >= 1_000) return whole(number);
    var text = String.format(Locale.ROOT, "%.3f", number);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
