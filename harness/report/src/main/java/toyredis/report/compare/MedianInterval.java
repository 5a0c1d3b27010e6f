package toyredis.report.compare;

import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import toyredis.results.Digits;

/**
 * The median of some runs, and an interval for the median that more and more runs would have.
 *
 * <p>The interval goes from the k-th lowest to the k-th highest run. It misses the true median only
 * if fewer than k runs fell on one side of it, and as each run falls on either side like a tossed
 * coin, the confidence is exact, whatever the distribution of the runs: 1 − 2·P(B(n, ½) &lt; k).
 * That is David and Nagaraja, <i>Order Statistics</i>, section 7.1. The narrowest interval of at
 * least 95 % is taken; fewer than six runs have none, and then it goes from the lowest to the
 * highest: 94 % for five runs, 75 % for three.
 *
 * @param runs how many there were, 1 or more
 * @param low the interval's lower end
 * @param median of these runs
 * @param high the interval's upper end
 * @param confidence the probability with which such an interval covers the true median, 0–1
 */
public record MedianInterval(int runs, double low, double median, double high, double confidence) {
  /** What it takes to call anything decided. */
  private static final double DECISIVE = 0.95;

  /** Fewer runs decide nothing: five have 0.94, three only 0.75. */
  public static final int FEWEST_DECISIVE = 6;

  /**
   * @param values one of each run, in any order
   * @throws IllegalArgumentException if there is none
   */
  public static MedianInterval of(DoubleStream values) {
    var sorted = values.sorted().toArray();
    int n = sorted.length;
    if (n == 0) throw new IllegalArgumentException("no runs, no median");
    int k = 1;
    while (k < (n + 1) / 2 && confidence(n, k + 1) >= DECISIVE) k++;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new MedianInterval(n, sorted[k - 1], median, sorted[n - k], confidence(n, k));
  }

  private static double confidence(int n, int k) {
    return Math.max(0, 1 - 2 * BinomialDistribution.of(n, 0.5).cumulativeProbability(k - 1));
  }

  /** Whether the runs are enough to exclude anything that is outside of the interval. */
  public boolean decisive() {
    return confidence >= DECISIVE;
  }

  /** Whether the runs decide that the true median is one of these, ends included. */
  public boolean liesWithin(double from, double to) {
    return decisive() && from <= low && high <= to;
  }

  /** Whether the runs decide that the true median is none of these, ends included. */
  public boolean excludes(double from, double to) {
    return decisive() && (high < from || to < low);
  }

  /** The median and the interval: {@code "0.85 [0.80–0.90]"}. */
  public String text() {
    return Digits.of(median) + " [" + Digits.of(low) + "–" + Digits.of(high) + "]";
  }

  /** For ratios: {@code more} or {@code less} than 1 when the runs decide, else "inconclusive". */
  public String verdict(String more, String less) {
    if (!excludes(1, 1)) return "inconclusive";
    return median > 1 ? more : less;
  }
}
