package toyredis.load.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import toyredis.load.client.ServerAddress;
import toyredis.load.generator.Generator;
import toyredis.results.ErrorClass;
import toyredis.results.LatencyLog;
import toyredis.results.LoadResult;

/**
 * What is measured in a run, cut into intervals of about a second. The window is the sum of its
 * intervals: what it used is the difference between the readings at its edges. Only the thread that
 * runs the load uses it; a cut reads {@code /proc} once, or asks a server whose process is unknown
 * for its INFO, and takes the generators' histograms.
 */
public final class Recording implements AutoCloseable {

  private final ServerAddress server;
  private final Duration patience;
  private final List<Generator> generators;
  private final long begin;
  private final ProcessReading idle;
  private final Histogram response = newHistogram();
  private final Histogram service = newHistogram();
  private final Histogram lag = newHistogram();
  private final List<LoadResult.Sample> samples = new ArrayList<>();
  private final List<Histogram> intervals = new ArrayList<>();
  private Edge last;
  private Edge windowBegin;

  /** Null before the window: no connection of the load waits for this one. */
  private InfoReading info;

  private long cutAtMillis = System.currentTimeMillis();

  /**
   * @param patience with a server's INFO
   * @param begin of the run, {@link System#nanoTime}
   */
  public Recording(
      ServerAddress server, Duration patience, List<Generator> generators, long begin) {
    this.server = server;
    this.patience = patience;
    this.generators = generators;
    this.begin = begin;
    idle = ProcessReading.of(server, true);
    last = edge().with(idle);
  }

  public static Histogram newHistogram() {
    var histogram = new Histogram(3);
    histogram.setAutoResize(true);
    return histogram;
  }

  private Edge edge() {
    return Edge.now(server, info == null ? ProcessReading.UNKNOWN : info.read(), generators);
  }

  /** How long ago the last cut was, in seconds. */
  public double sinceCut() {
    return (System.nanoTime() - last.at()) / 1e9;
  }

  /** Ends an interval and begins the next. */
  public void cut(boolean warmingUp) {
    cut(warmingUp, false);
  }

  private void cut(boolean warmingUp, boolean allThreads) {
    var interval = newHistogram();
    var served = newHistogram();
    var late = newHistogram();
    var before = last;
    last = edge();
    for (var generator : generators) generator.meter().drainTo(interval, served, late);
    if (server.pid() != 0) last = last.with(ProcessReading.of(server, allThreads));
    samples.add(sample(before, last, warmingUp, interval));
    long nowMillis = System.currentTimeMillis();
    if (!warmingUp) {
      response.add(interval);
      service.add(served);
      lag.add(late);
      keep(LatencyLog.RESPONSE, interval, nowMillis);
      keep(LatencyLog.SERVICE, served, nowMillis);
    }
    cutAtMillis = nowMillis;
  }

  /** A packed copy: an hour has thousands of them. */
  private void keep(String tag, Histogram histogram, long nowMillis) {
    var packed = new PackedHistogram(3);
    packed.setAutoResize(true);
    packed.add(histogram);
    packed.setTag(tag);
    packed.setStartTimeStamp(cutAtMillis);
    packed.setEndTimeStamp(nowMillis);
    intervals.add(packed);
  }

  private LoadResult.Sample sample(Edge from, Edge to, boolean warmingUp, Histogram interval) {
    return new LoadResult.Sample(
        (to.at() - begin) / 1e9,
        warmingUp,
        (to.at() - from.at()) / 1e9,
        interval.getTotalCount(),
        interval.getValueAtPercentile(99) / 1e3);
  }

  /** The warm-up ends here; what happened while every thread was read still belongs to it. */
  public void beginWindow() {
    cut(true, true);
    if (server.pid() == 0) info = new InfoReading(server.address(), patience);
    last = server.pid() == 0 ? edge() : edge().with(last.server());
    var rest = newHistogram();
    for (var generator : generators) generator.meter().drainTo(rest, rest, rest);
    cutAtMillis = System.currentTimeMillis();
    windowBegin = last;
  }

  /** The window ends here. */
  public void endWindow() {
    cut(false, true);
  }

  /** Seconds from the window's begin to the last cut; 0 before. */
  public double seconds() {
    return windowBegin == null ? 0 : (last.at() - windowBegin.at()) / 1e9;
  }

  /** Latency from the intended start, of the window, in nanoseconds. */
  public Histogram response() {
    return response;
  }

  /** From sending. */
  public Histogram service() {
    return service;
  }

  /** In an open loop, how late requests were sent. */
  public Histogram lag() {
    return lag;
  }

  public List<LoadResult.Sample> samples() {
    return samples;
  }

  /** The window's intervals, tagged {@code response} and {@code service}, in nanoseconds. */
  public List<Histogram> intervals() {
    return intervals;
  }

  /** From the run's begin to the last cut. */
  public EnumMap<ErrorClass, Long> errors() {
    return last.errors();
  }

  public long failedConnections() {
    return last.failedConnections();
  }

  public long reconnects() {
    return last.reconnects();
  }

  /** What the server used in the window. */
  public LoadResult.ServerUse serverUse(int connections) {
    if (windowBegin == null || last.serverCpu().isZero()) return LoadResult.ServerUse.UNKNOWN;
    var from = windowBegin.server();
    var to = last.server();
    double operations = Math.max(1, response.getTotalCount());
    return new LoadResult.ServerUse(
        last.serverCpu().minus(windowBegin.serverCpu()).toNanos() / 1e3 / operations,
        to.rssMiB(),
        to.rssPeakMiB(),
        to.threads(),
        to.descriptors(),
        Math.max(0, to.contextSwitches() - from.contextSwitches()) / operations,
        idle.rssMiB() == 0 ? 0 : Math.max(0, to.rssMiB() - idle.rssMiB()) * (1 << 20) / connections,
        to.gc().pauses() - from.gc().pauses(),
        to.gc().millis() - from.gc().millis());
  }

  /** CPU microseconds of this process per operation, in the window. */
  public double clientCpuMicros() {
    if (windowBegin == null) return 0;
    double operations = Math.max(1, response.getTotalCount());
    return last.clientCpu().minus(windowBegin.clientCpu()).toNanos() / 1e3 / operations;
  }

  /** Share of the window in which the busiest generator thread was running. */
  public double busiestThread() {
    if (windowBegin == null) return 0;
    return last.busiestThreadNanos(windowBegin) / 1e9 / seconds();
  }

  @Override
  public void close() {
    if (info != null) info.close();
  }
}
