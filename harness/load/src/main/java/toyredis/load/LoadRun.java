package toyredis.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import toyredis.load.ReplyReader.Kind;

/**
 * One closed-loop load run against a server: N connections on one or two selector threads, each
 * sending its next request when the reply to the last one is there and its think time has passed.
 *
 * <p>Before it starts, every key is set once, so that a GET always has a value to find. Connections
 * are opened one after the other during the warm-up; the window begins when the warm-up is over and
 * every connection is open or has failed.
 *
 * @param experiment recorded in the result
 * @param target the server
 * @param load what to ask of it
 * @param machine recorded in the result
 */
public record LoadRun(String experiment, Target target, LoadSettings load, Machine machine) {

  private static final int FILL_BATCH = 200;
  private static final Duration FILL = Duration.ofMinutes(1);
  private static final Duration ROUND = Duration.ofMillis(100);

  /** Is told how a run goes, a few times a second. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param warmingUp whether the window has not begun
     * @param seconds since the warm-up or the window began
     * @param of its length in seconds
     * @param operations in the window so far
     * @param errors in the run so far
     */
    void progress(boolean warmingUp, double seconds, double of, long operations, long errors);
  }

  /**
   * The result, and what it does not hold.
   *
   * @param firstError class and message of the run's first error; empty if there was none
   */
  public record Outcome(LoadResult result, String firstError) {}

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with one clear line when they make no sense
   */
  public LoadRun {
    load.check();
  }

  /**
   * Runs it. Returns early when no connection is left.
   *
   * @throws IOException when the keys cannot be set before the start: nobody listens, or what
   *     listens does not speak the protocol
   */
  public Outcome run(Observer observer) throws IOException, InterruptedException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    fill();
    var signals = new Generator.Signals();
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
    var generators = generators(signals, threads);
    var pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("load-", 0).factory());
    var running = new ArrayList<Future<?>>();
    try {
      for (var generator : generators) running.add(pool.submit(generator));

      long begin = System.nanoTime();
      var warmUp = new Wait(observer, generators, running, true, begin, load.warmupSeconds());
      while (warmUp.goesOn()) Thread.sleep(warmUp.pause());

      var me = ProcessHandle.current().pid();
      var serverBefore = ProcessReading.cpu(target.pid());
      var clientBefore = ProcessReading.cpu(me);
      signals.measuring = true;
      long from = System.nanoTime();
      var window = new Wait(observer, generators, running, false, from, load.seconds());
      while (window.goesOn()) Thread.sleep(window.pause());
      signals.measuring = false;
      double seconds = (System.nanoTime() - from) / 1e9;
      var clientCpu = ProcessReading.cpu(me).minus(clientBefore);
      var server = target.pid() == 0 ? null : ProcessReading.of(target.pid());

      signals.stopped = true;
      for (var future : running) future.get();
      var serverCpu = server == null ? Duration.ZERO : server.cpu().minus(serverBefore);
      return outcome(generators, started, seconds, server, serverCpu, clientCpu);
    } catch (ExecutionException e) {
      throw new IOException("the load generator failed: " + e.getCause(), e.getCause());
    } finally {
      signals.stopped = true;
      pool.shutdown();
    }
  }

  /** Sets every key once, over one connection. */
  private void fill() throws IOException {
    var requests = new Requests(load.valueMaxBytes());
    var request = new byte[requests.maxLength()];
    try (var client = new Client(target.address(), timeout(), FILL)) {
      for (int key = 0; key < load.keys().count(); key += FILL_BATCH) {
        int until = Math.min(key + FILL_BATCH, load.keys().count());
        for (int k = key; k < until; k++) {
          client.add(request, requests.set(k, load.seed() + k, request, 0));
        }
        client.flush();
        for (int k = key; k < until; k++) {
          if (client.next() != Kind.STATUS) {
            throw new IOException("SET was answered with " + client.reply().text());
          }
        }
      }
    } catch (IOException e) {
      throw new IOException(target.server().name() + ": " + e.getMessage(), e);
    }
  }

  private List<Generator> generators(Generator.Signals signals, int threads) {
    // a millisecond from one to the next, less when the warm-up is short: half of it is the ramp
    long ramp = (long) (load.warmupSeconds() * 1e9 / 2 / load.connections());
    long openEvery = Math.clamp(ramp, 100_000, 1_000_000);
    long now = System.nanoTime();
    var generators = new ArrayList<Generator>();
    for (int i = 0; i < threads; i++) {
      generators.add(
          new Generator(
              load, target.address(), signals, i, threads, now, openEvery, timeout().toNanos()));
    }
    return generators;
  }

  /** One phase of a run, from {@code begin} on. */
  private record Wait(
      Observer observer,
      List<Generator> generators,
      List<Future<?>> running,
      boolean warmingUp,
      long begin,
      double length) {

    boolean goesOn() {
      double seconds = (System.nanoTime() - begin) / 1e9;
      long operations = generators.stream().mapToLong(Generator::operationsSeen).sum();
      long errors = generators.stream().mapToLong(Generator::failedOperationsSeen).sum();
      observer.progress(warmingUp, seconds, length, operations, errors);
      if (running.stream().anyMatch(Future::isDone)) return false;
      if (generators.stream().allMatch(Generator::allFailed)) return false;
      if (seconds < length) return true;
      return warmingUp && !generators.stream().allMatch(Generator::allOpened);
    }

    Duration pause() {
      long left = (long) (length * 1e9) - (System.nanoTime() - begin);
      return Duration.ofNanos(Math.clamp(left, 1_000_000, ROUND.toNanos()));
    }
  }

  private Outcome outcome(
      List<Generator> generators,
      String started,
      double seconds,
      ProcessReading server,
      Duration serverCpu,
      Duration clientCpu) {
    var latency = new Histogram(3);
    latency.setAutoResize(true);
    var errors = new EnumMap<ErrorClass, Long>(ErrorClass.class);
    for (var generator : generators) {
      latency.add(generator.latency());
      generator.errors().forEach((error, count) -> errors.merge(error, count, Long::sum));
    }
    long operations = latency.getTotalCount();
    double thinkSeconds =
        (load.arrivals().thinkMinMillis() + load.arrivals().thinkMaxMillis()) / 2e3;
    double ceiling = thinkSeconds == 0 ? 0 : load.connections() * load.pipeline() / thinkSeconds;
    double perSecond = operations / seconds;
    var result =
        new LoadResult(
            Result.FORMAT,
            "load",
            experiment,
            started,
            target.server(),
            load,
            seconds,
            operations,
            perSecond,
            generators.stream().mapToInt(Generator::failedConnections).sum(),
            0,
            ErrorClass.byName(errors),
            latency(latency),
            latency(latency),
            ceiling,
            ceiling > 0 && perSecond >= 0.9 * ceiling,
            server == null
                ? LoadResult.ServerUse.UNKNOWN
                : new LoadResult.ServerUse(
                    microsPerOperation(serverCpu, operations),
                    server.rssMiB(),
                    server.rssPeakMiB(),
                    server.threads(),
                    0,
                    0,
                    0,
                    0,
                    0),
            new LoadResult.ClientUse(microsPerOperation(clientCpu, operations), 0, 0, 0, ""),
            List.of(),
            machine);
    var firstError =
        generators.stream().map(Generator::firstError).filter(e -> !e.isEmpty()).findFirst();
    return new Outcome(result, firstError.orElse(""));
  }

  private Duration timeout() {
    return Duration.ofNanos((long) (load.timeoutSeconds() * 1e9));
  }

  private static double microsPerOperation(Duration cpu, long operations) {
    return operations == 0 ? 0 : cpu.toNanos() / 1e3 / operations;
  }

  static LoadResult.Latency latency(Histogram nanos) {
    var points = new ArrayList<LoadResult.Point>();
    if (nanos.getTotalCount() > 0) {
      // five points for each halving of what is left above: 50, …, 75, …, 87.5, …
      for (var value : nanos.percentiles(5)) {
        points.add(
            new LoadResult.Point(
                value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3));
      }
    }
    return new LoadResult.Latency(
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(90) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getValueAtPercentile(99.9) / 1e3,
        nanos.getMaxValue() / 1e3,
        points);
  }
}
