package toyredis.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One load run, and the layout of its JSON file: a field for each component, by its name; times are
 * in the unit that the name says. All figures are of the measurement window; warm-up is not in
 * them, but for the series, which shows it, and the errors.
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
 *     first connect on; with {@code onError = "reconnect"} one connection may fail several times
 * @param reconnects connections opened again after an error
 * @param errors failed operations of the same time by class: connect, read, write, timeout, closed,
 *     protocol, wrong
 * @param latency of one operation, to its reply: in an open loop from the time at which it was due,
 *     in a closed loop from its sending
 * @param serviceTime of one operation, from its sending to its reply; in a closed loop the same as
 *     {@code latency}
 * @param ceiling operations per second that the load allows at most, {@link LoadSettings#ceiling}:
 *     in a closed loop N × pipeline divided by mean think time and added round trip together (with
 *     a round trip called the law), in an open loop the rate; 0 where there is none
 * @param serverUse what the server used in the window
 * @param clientUse what the load generator used, and whether it was the bottleneck
 * @param series second by second, warm-up included
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
    long reconnects,
    Map<String, Long> errors,
    Latency latency,
    Latency serviceTime,
    double ceiling,
    ServerUse serverUse,
    ClientUse clientUse,
    List<Sample> series,
    Machine machine)
    implements Result {

  /** All failed operations. */
  public long totalErrors() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the throughput came within 10 % of a closed loop's ceiling. */
  public boolean boundByPacing() {
    return !load.arrivals().openLoop() && ceiling > 0 && operationsPerSecond >= 0.9 * ceiling;
  }

  /** Whether its own INFO told what the server used: nobody knows the process that was there. */
  public boolean toldByInfo() {
    return server.command().isEmpty() && serverUse.cpuMicros() > 0;
  }

  /** Failed operations as a share of all, 0–1. */
  public double errorRate() {
    long all = operations + totalErrors();
    return all == 0 ? 0 : (double) totalErrors() / all;
  }

  /**
   * Latency in microseconds, from a histogram with three significant digits.
   *
   * @param p50 half of the operations took so long or less; likewise the next three
   * @param p999 99.9 %
   * @param max the longest
   * @param percentiles the whole distribution for a chart: pairs of percentile (0–100) and
   *     microseconds, ascending
   */
  public record Latency(
      double p50, double p90, double p99, double p999, double max, List<Point> percentiles) {

    /** Read off a histogram of nanoseconds. */
    public static Latency of(Histogram nanos) {
      var points = new ArrayList<Point>();
      if (nanos.getTotalCount() > 0) {
        // five points for each halving of what is left above: 50, …, 75, …, 87.5, …
        for (var value : nanos.percentiles(5)) {
          points.add(
              new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3));
        }
      }
      return new Latency(
          nanos.getValueAtPercentile(50) / 1e3,
          nanos.getValueAtPercentile(90) / 1e3,
          nanos.getValueAtPercentile(99) / 1e3,
          nanos.getValueAtPercentile(99.9) / 1e3,
          nanos.getMaxValue() / 1e3,
          points);
    }
  }

  /**
   * @param percentile 0–100
   * @param micros microseconds
   */
  public record Point(double percentile, double micros) {}

  /**
   * What the server used. A figure that is unknown, since the system does not tell, is 0. Of a
   * server that was already there, its INFO tells CPU and resident memory, if it has them; the rest
   * is unknown.
   *
   * @param cpuMicros CPU per operation, user + system, in microseconds
   * @param rssMiB resident memory at the window's end
   * @param rssPeakMiB its peak since the process started
   * @param threads as the kernel counts them, at the window's end
   * @param descriptors open files and sockets, at the window's end
   * @param contextSwitches per operation, voluntary and not, of all threads
   * @param bytesPerConnection by how much resident memory grew from before the first connection to
   *     the window's end, divided by the connections: meaningful only where they are many and idle
   * @param gcPauses collections that stopped the program in the window; 0 too where it is no JVM
   * @param gcMillis how long they took, all together
   */
  public record ServerUse(
      double cpuMicros,
      double rssMiB,
      double rssPeakMiB,
      int threads,
      int descriptors,
      double contextSwitches,
      double bytesPerConnection,
      long gcPauses,
      double gcMillis) {
    public static final ServerUse UNKNOWN = new ServerUse(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * What the load generator used, with the relay if a round trip was added.
   *
   * @param cpuMicros CPU per operation, in microseconds
   * @param busiestThread share of the window in which its busiest thread was running, 0–1
   * @param lagP99Micros in an open loop, how much later than due a request was sent although its
   *     connection was free, 99th percentile, in microseconds; 0 in a closed loop
   * @param nullServerOpsPerSecond what the same load reached against a server that does nothing:
   *     the ceiling of generator and kernel on this machine; 0 if it was not measured
   * @param bottleneck a plain sentence when the generator, not the server, set the limit; else
   *     empty
   */
  public record ClientUse(
      double cpuMicros,
      double busiestThread,
      double lagP99Micros,
      double nullServerOpsPerSecond,
      String bottleneck) {}

  /**
   * About a second of the run.
   *
   * @param second since the run began, at its end
   * @param warmingUp whether it was before the window
   * @param seconds its length
   * @param operations replies received in it
   * @param p99Micros their latency, 99th percentile, in microseconds; 0 if there were none
   */
  public record Sample(
      double second, boolean warmingUp, double seconds, long operations, double p99Micros) {}
}
