import java.util.function.DoubleSupplier;

/**
 * Exercise 6.5, solved: the order is balanced, pairs are compared within themselves, and a winner
 * is named only where a coin would hardly have done the same.
 */
final class Comparison {
  private Comparison() {}

  /** Who is faster. */
  enum Verdict {
    A,
    B,
    INCONCLUSIVE
  }

  /**
   * Compares two servers.
   *
   * @param a runs server A once; answers the time of an operation, more than 0: less is faster
   * @param b runs server B once
   * @param pairs to be run, 1 to 1000
   */
  static Verdict compare(DoubleSupplier a, DoubleSupplier b, int pairs) {
    int winsOfA = 0;
    int winsOfB = 0;
    for (int i = 0; i < pairs; i++) {
      boolean beginsWithA = i % 2 == 0;
      double first = (beginsWithA ? a : b).getAsDouble();
      double second = (beginsWithA ? b : a).getAsDouble();
      double ratio = beginsWithA ? first / second : second / first; // A to B
      if (ratio < 1) winsOfA++;
      if (ratio > 1) winsOfB++;
    }
    int more = Math.max(winsOfA, winsOfB);
    if (2 * atLeast(more, winsOfA + winsOfB) > 0.05) return Verdict.INCONCLUSIVE;
    return winsOfA > winsOfB ? Verdict.A : Verdict.B;
  }

  /** The probability of so many heads, or more, in n tosses of a coin. */
  private static double atLeast(int heads, int n) {
    double exactly = Math.pow(0.5, n); // n heads, then one less each time
    double sum = 0;
    for (int k = n; k >= heads; k--) {
      sum += exactly;
      exactly = exactly * k / (n - k + 1);
    }
    return sum;
  }
}
