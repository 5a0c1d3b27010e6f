package toyredis.load.generator;

import java.util.EnumMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import toyredis.results.ErrorClass;

/**
 * What a generator thread has counted and timed. It alone writes; the thread that runs the load
 * reads at any time and takes the histograms interval by interval.
 */
public final class Meter {
  private final boolean open;
  private final SingleWriterRecorder response = new SingleWriterRecorder(3);
  private final SingleWriterRecorder service = new SingleWriterRecorder(3);
  private final SingleWriterRecorder lag = new SingleWriterRecorder(3);
  private long replies;
  private volatile long repliesSeen;
  private volatile Failures failures = new Failures(new EnumMap<>(ErrorClass.class), 0);
  private volatile long reconnects;
  private volatile String firstError = "";

  /**
   * All failures so far. It is never changed, so whoever reads one sees sums that belong together.
   *
   * @param operations an error that has not occurred is not in it
   */
  public record Failures(EnumMap<ErrorClass, Long> operations, long connections) {}

  /**
   * @param open whether the loop is: then requests are due at times of their own
   */
  Meter(boolean open) {
    this.open = open;
  }

  /** Requests {@code from} up to {@code to} of those that were sent have been answered now. */
  void answered(Connection connection, int from, int to, long now) {
    replies += to - from;
    service.recordValueWithCount(now - connection.since, to - from);
    if (!open) return;
    for (int i = from; i < to; i++) response.recordValue(now - connection.intended[i]);
  }

  /** In an open loop, a request was sent so many nanoseconds later than it could have been. */
  void lag(long nanos) {
    lag.recordValue(nanos);
  }

  // single writer: the sums below are safe

  void failed(ErrorClass error, int operations, String message) {
    if (firstError.isEmpty()) firstError = error.label() + ": " + message;
    var sums = new EnumMap<>(failures.operations);
    sums.merge(error, (long) operations, Long::sum);
    failures = new Failures(sums, failures.connections + 1);
  }

  void reconnected() {
    reconnects = reconnects + 1;
  }

  void publish() {
    repliesSeen = replies;
  }

  // what follows is for the thread that runs the load

  /** Replies up to a moment ago. */
  public long replies() {
    return repliesSeen;
  }

  public Failures failures() {
    return failures;
  }

  public long failedOperations() {
    return failures.operations.values().stream().mapToLong(Long::longValue).sum();
  }

  public long reconnects() {
    return reconnects;
  }

  /** Class and message of the first error; empty if there was none. */
  public String firstError() {
    return firstError;
  }

  /** Adds what was timed since the last call, in nanoseconds. */
  public void drainTo(Histogram response, Histogram service, Histogram lag) {
    var served = this.service.getIntervalHistogram();
    service.add(served);
    response.add(open ? this.response.getIntervalHistogram() : served);
    if (open) lag.add(this.lag.getIntervalHistogram());
  }
}
