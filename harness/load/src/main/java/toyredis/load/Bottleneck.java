package toyredis.load;

import toyredis.results.Digits;

/** Whether the load generator, and not the server, set the limit of a run. */
final class Bottleneck {
  private static final double BUSY = 0.9;
  private static final double NEAR_CEILING = 0.9;
  private static final double LATE_MICROS = 1_000;

  private Bottleneck() {}

  /**
   * A plain sentence; empty when the generator was no bottleneck.
   *
   * @param busiestThread share of the time in which the busiest thread ran, 0–1
   * @param lagP99Micros how late requests were sent in an open loop
   * @param operationsPerSecond that were reached
   * @param nullServerOpsPerSecond that are reached with a server that does nothing; 0 if unknown
   */
  static String of(
      double busiestThread,
      double lagP99Micros,
      double operationsPerSecond,
      double nullServerOpsPerSecond) {
    if (nullServerOpsPerSecond > 0
        && operationsPerSecond >= NEAR_CEILING * nullServerOpsPerSecond) {
      return Digits.in(
          "the generator reaches no more here, even with a server that does nothing (%.0f %% of"
              + " it)",
          100 * operationsPerSecond / nullServerOpsPerSecond);
    }
    if (busiestThread > BUSY) {
      return Digits.in(
          "the generator was busy for %.0f %% of the time: the server may be able to do more",
          100 * busiestThread);
    }
    if (lagP99Micros > LATE_MICROS) {
      return Digits.in(
          "the generator sent 1 %% of the requests %.1f ms late or more, which is in the latency",
          lagP99Micros / 1e3);
    }
    return "";
  }
}
