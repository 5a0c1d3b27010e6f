package toyredis.report.claim;

import toyredis.results.Digits;

/**
 * Where a claim says that a figure is, ends included.
 *
 * @param from at least 0
 * @param to infinite where there is no upper end
 */
record Range(double from, double to) {
  static Range atMost(double to) {
    return new Range(0, to);
  }

  static Range atLeast(double from) {
    return new Range(from, Double.POSITIVE_INFINITY);
  }

  static Range between(double from, double to) {
    return new Range(from, to);
  }

  boolean contains(Interval interval) {
    return from <= interval.low() && interval.high() <= to;
  }

  boolean excludes(Interval interval) {
    return interval.high() < from || to < interval.low();
  }

  String words() {
    if (from == 0) return "at most " + Digits.of(to);
    if (Double.isInfinite(to)) return "at least " + Digits.of(from);
    return "from " + Digits.of(from) + " to " + Digits.of(to);
  }

  /** The rule that all claims of this kind share. */
  String rule(String figure) {
    return "held if the whole interval (95 % or more) for "
        + figure
        + " is "
        + words()
        + ", not held if none of it is, else inconclusive";
  }

  /**
   * The verdict by where the interval lies.
   *
   * @param figures what was measured, in words
   */
  Verdict verdict(Interval interval, String figures) {
    var confidence = interval.confidence();
    if (contains(interval)) {
      return Verdict.held(figures, "The whole interval (" + confidence + ") agrees.");
    }
    return excludes(interval)
        ? Verdict.notHeld(figures, "The whole interval (" + confidence + ") says otherwise.")
        : Verdict.inconclusive(
            figures, "The interval (" + confidence + ") reaches to both sides of the limit.");
  }

  /**
   * Where the true figure is.
   *
   * @param confidence in words: {@code "97 %"}
   */
  record Interval(double low, double high, String confidence) {}
}
