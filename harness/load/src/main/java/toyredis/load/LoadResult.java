package toyredis.load;

import java.util.List;
import java.util.Map;

/**
 * One load run. All figures are of the measurement window; warm-up is not in them.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "load"}
 * @param experiment the experiment it belongs to
 * @param started ISO-8601, UTC
 * @param server what was measured
 * @param load what was asked of it
 * @param seconds the length of the measurement window
 * @param operations replies received in the window
 * @param operationsPerSecond {@code operations / seconds}
 * @param failedConnections connections that could not be opened or ended with an error, from the
 *     first connect on: a connection stops at its first error and is missing from then on
 * @param errors failed operations of the same time by class: connect, read, write, timeout, closed,
 *     protocol, wrong
 * @param latency of one operation, from its sending to its reply
 * @param ceiling operations per second that think time alone allows: N × pipeline divided by the
 *     mean think time; 0 where there is none
 * @param boundByThinkTime whether the throughput came within 10 % of the ceiling
 * @param serverCpuMicros server CPU per operation, user + system, in microseconds; 0 where unknown
 * @param serverRssMiB resident memory at the window's end; 0 where unknown
 * @param serverRssPeakMiB its peak since the process started; 0 where unknown
 * @param serverThreads the server's threads as the kernel counts them; 0 where unknown
 * @param clientCpuMicros client CPU per operation, in microseconds
 * @param machine where it ran
 */
public record LoadResult(
    int format,
    String kind,
    String experiment,
    String started,
    ServerInfo server,
    LoadSettings load,
    double seconds,
    long operations,
    double operationsPerSecond,
    long failedConnections,
    Map<String, Long> errors,
    Latency latency,
    double ceiling,
    boolean boundByThinkTime,
    double serverCpuMicros,
    double serverRssMiB,
    double serverRssPeakMiB,
    int serverThreads,
    double clientCpuMicros,
    Machine machine)
    implements Result {

  /** All failed operations. */
  public long totalErrors() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Failed operations as a share of all, 0–1. */
  public double errorRate() {
    long all = operations + totalErrors();
    return all == 0 ? 0 : (double) totalErrors() / all;
  }

  /**
   * Latency in microseconds.
   *
   * @param percentiles the whole distribution for a chart: pairs of percentile (0–100) and
   *     microseconds, ascending
   */
  public record Latency(
      double p50, double p90, double p99, double p999, double max, List<Point> percentiles) {}

  /**
   * @param percentile 0–100
   * @param micros microseconds
   */
  public record Point(double percentile, double micros) {}
}
