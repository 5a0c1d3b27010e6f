/**
 * Exercise 6.1, solved: a round takes the time to think and the time to wait, so N connections make
 * N / (Z + R) operations a second. What a run lacks of that, the server has taken.
 */
final class Law {
  /** A run: its load, its wire, and what was measured. All but the last are 0 or more. */
  record Run(int connections, double thinkMillis, long roundTripMicros, double perSecond) {}

  /** Operations a second of so many connections; {@code connections} is 1 or more. */
  static double throughput(int connections, double thinkMillis, long responseMicros) {
    return connections / (thinkMillis / 1e3 + responseMicros / 1e6);
  }

  /** What was measured, as a share of what the law foretells with a server that takes no time. */
  static double share(Run run) {
    return run.perSecond()
        / throughput(run.connections(), run.thinkMillis(), run.roundTripMicros());
  }

  /**
   * Answers that of two runs which was limited by the server and not by the clients' own pace and
   * the wire: a run with a share below 0.9, and if both are, the one with the lower share. Null if
   * neither is.
   */
  static Run limitedByServer(Run one, Run other) {
    var lower = share(one) < share(other) ? one : other;
    return share(lower) < 0.9 ? lower : null;
  }
}
