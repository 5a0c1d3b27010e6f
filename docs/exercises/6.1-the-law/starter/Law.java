/**
 * Exercise 6.1: the law of the closed loop.
 *
 * <p>Each connection thinks, sends, waits for the reply, and begins again. Somebody wanted to know
 * how many operations a second this gives, and which of two runs was limited by the server. The
 * answers are wrong: mend all three methods.
 *
 * <p>Mind the units: thinking is given in milliseconds, the response time and the round trip in
 * microseconds, throughput in operations per second. Fractions count. Where neither thinking nor
 * the wire takes any time, the law sets no limit: it foretells {@code Double.POSITIVE_INFINITY},
 * and every measured throughput is a share of 0.
 */
final class Law {
  /** A run: its load, its wire, and what was measured. No number is negative. */
  record Run(int connections, double thinkMillis, long roundTripMicros, double perSecond) {}

  /** Operations a second of so many connections; {@code connections} is 1 or more. */
  static double throughput(int connections, double thinkMillis, long responseMicros) {
    return connections * 1000 / thinkMillis;
  }

  /** What was measured, as a share of what the law foretells with a server that takes no time. */
  static double share(Run run) {
    return run.perSecond() / throughput(run.connections(), run.thinkMillis(), 0);
  }

  /**
   * Answers that of two runs which was limited by the server and not by the clients' own pace and
   * the wire: a run with a share below 0.9, and if both are, the one with the lower share. Null if
   * neither is. (Exactly 0.9, or two equal shares below it, may be answered either way.)
   */
  static Run limitedByServer(Run one, Run other) {
    return one.perSecond() < other.perSecond() ? one : other;
  }
}
