import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Exercise 6.2: the load that waits politely.
 *
 * <p>On one connection a request is due every so often, the first at once. This loop waits whenever
 * the server stands still, and then behaves as if nobody had wanted anything meanwhile. Mend it:
 * latency counts from when a request was due on the schedule, which does not shift, until it is
 * answered. A request that is late is sent as soon as the one before it is answered, and none too
 * early. Each is sent once, in order.
 *
 * <p>The clock in the check is a fake. It moves while a request is under way and while {@code
 * sleepUntil} waits, and not if you read it in a loop.
 */
final class Schedule {
  private Schedule() {}

  /**
   * Sends requests 0, 1, … and answers the latency of each, in nanoseconds, at its own index.
   *
   * @param everyNanos from the time at which one is due to that of the next
   * @param clock tells nanoseconds, as {@link System#nanoTime}: they may be negative, and pass from
   *     {@code Long.MAX_VALUE} to {@code Long.MIN_VALUE}
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
    for (int i = 0; i < requests; i++) {
      long sent = clock.getAsLong();
      send.accept(i);
      latencies[i] = clock.getAsLong() - sent;
      sleepUntil.accept(sent + everyNanos);
    }
    return latencies;
  }
}
