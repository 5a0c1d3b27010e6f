package toyredis.results;

import java.util.Locale;

/** How figures are written: with a point, in groups of three, and no finer than a run measures. */
public final class Digits {
  private Digits() {}

  /** Three digits or all whole ones, and at most two behind the point: 80,287, 12.3, 1.25, 0.05. */
  public static String of(double number) {
    double size = Math.abs(number);
    return in(size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f", number);
  }

  public static String whole(double number) {
    return in("%,.0f", number);
  }

  /** Of a share of 1, to a tenth, below one percent to a hundredth. */
  public static String percent(double share) {
    return in(share >= 0.00995 ? "%.1f %%" : "%.2f %%", 100 * share);
  }

  /** Microseconds as milliseconds, without the unit. */
  public static String millis(double micros) {
    return of(micros / 1000);
  }

  /** As many digits as it needs, to a thousandth: 50, 0.5, 12,000. */
  public static String asNeeded(double number) {
    return number >= 1_000 ? whole(number) : in("%.3f", number).replaceFirst("\\.?0+$", "");
  }

  /** Words with figures in them, {@link String#format} for every country alike. */
  public static String in(String words, Object... figures) {
    return String.format(Locale.ROOT, words, figures);
  }
}
