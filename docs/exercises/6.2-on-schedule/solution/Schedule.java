import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Exercise 6.2, solved: the schedule is reckoned from the beginning and never from what happened,
 * and latency counts from it.
 */
final class Schedule {
  private Schedule() {}

  /**
   * Sends requests 0, 1, … and answers the latency of each, in nanoseconds, at its own index.
   *
   * @param everyNanos from the time at which one is due to that of the next
   * @param clock tells nanoseconds, as {@link System#nanoTime}: they may be negative
   * @param sleepUntil waits until the clock shows at least this, often somewhat longer
   * @param send sends the request of this number, and returns when it is answered
   */
  static long[] latencies(
      int requests,
      long everyNanos,
      LongSupplier clock,
      LongConsumer sleepUntil,
      IntConsumer send) {
    var latencies = new long[requests];
    long begin = clock.getAsLong();
    for (int i = 0; i < requests; i++) {
      long due = begin + i * everyNanos;
      sleepUntil.accept(due);
      send.accept(i);
      latencies[i] = clock.getAsLong() - due;
    }
    return latencies;
  }
}
