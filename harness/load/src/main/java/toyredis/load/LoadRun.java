package toyredis.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import toyredis.load.client.NullServer;
import toyredis.load.client.ServerAddress;
import toyredis.load.client.SourceAddresses;
import toyredis.load.generator.Generator;
import toyredis.load.measure.Recording;
import toyredis.load.relay.Relay;
import toyredis.results.ErrorClass;
import toyredis.results.LatencyLog;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.Result;
import toyredis.results.Results;

/**
 * One load run against a server: N connections on one or two selector threads, in a closed or an
 * open loop.
 *
 * <p>Before it starts, every key is set once, so that a GET always has a value to find. Connections
 * are opened one after the other during the warm-up; the window begins when the warm-up is over and
 * every connection is open (in a closed loop: has had its first reply) or has failed. Where the
 * load asks for a round trip, the connections go through a {@link Relay}; filling does not, nor
 * what is asked of the server about itself.
 *
 * @param experiment recorded in the result
 * @param server the server
 * @param load what to ask of it
 * @param machine recorded in the result
 * @param nullServerOpsPerSecond what this load reached with the {@link NullServer}; 0 if unknown
 */
public record LoadRun(
    String experiment,
    ServerAddress server,
    LoadSettings load,
    Machine machine,
    double nullServerOpsPerSecond) {

  /** The least from one connection's opening to the next. */
  static final Duration OPEN_EVERY_LEAST = Duration.ofNanos(100_000);

  /**
   * How far a run is.
   *
   * @param warmingUp whether the window has not begun
   * @param seconds since the warm-up or the window began
   * @param of its length in seconds
   * @param operations in the window so far
   * @param errors in the run so far
   */
  public record Progress(
      boolean warmingUp, double seconds, double of, long operations, long errors) {}

  /** Is told how a run goes, a few times a second. */
  @FunctionalInterface
  public interface Observer {
    void progress(Progress progress);

    /** Whether the run is to end now, with the whole seconds that it has. */
    default boolean isCancelled() {
      return false;
    }
  }

  /**
   * The result, and what it does not hold.
   *
   * @param firstError class and message of the run's first error; empty if there was none
   * @param intervals the window's latencies second by second, tagged as {@link LatencyLog} says
   */
  public record Outcome(LoadResult result, String firstError, List<Histogram> intervals) {

    /**
     * Writes the result to a file, {@code NAME.json}, and the histograms beside it, {@code
     * NAME.hlog}.
     *
     * @throws IOException when they cannot be written
     */
    public void write(Path file) throws IOException {
      Files.createDirectories(file.toAbsolutePath().getParent());
      LatencyLog.write(LatencyLog.beside(file), intervals);
      Results.write(file, result);
    }
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with one clear line when they make no sense
   */
  public LoadRun {
    load.check();
  }

  /** A run of which no ceiling is known. */
  public LoadRun(String experiment, ServerAddress server, LoadSettings load, Machine machine) {
    this(experiment, server, load, machine, 0);
  }

  /**
   * Runs it. Returns early when no connection is left, the server's process ends, or the observer
   * cancels it; cancelled during the warm-up, the result has a window of 0 seconds.
   *
   * @throws IOException when the keys cannot be set before the start: nobody listens, or what
   *     listens does not speak the protocol
   */
  public Outcome run(Observer observer) throws IOException, InterruptedException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    long mostKeys = new Fill(server, load).run();
    if (load.rttMillis() == 0) return run(observer, started, mostKeys, server);
    try (var relay = new Relay(server.address(), Duration.ofMillis(load.rttMillis()))) {
      var near = new ServerAddress(server.info(), relay.address(), server.pid());
      return run(observer, started, mostKeys, near);
    }
  }

  /**
   * @param near where the connections go to: the server, or a relay before it
   */
  private Outcome run(Observer observer, String started, long mostKeys, ServerAddress near)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var generators = generators(begin, mostKeys, near);
    var pool =
        Executors.newFixedThreadPool(
            generators.size(), Thread.ofPlatform().name("load-", 0).factory());
    var running = new ArrayList<Future<?>>();
    var patience = Duration.ofNanos((long) (load.timeoutSeconds() * 1e9));
    try (var recording = new Recording(server, patience, generators, begin)) {
      for (var generator : generators) running.add(pool.submit(generator));
      var gone = serverGone();
      var phase = new Phase(observer, generators, running, gone, recording, load);
      if (phase.warmUp()) {
        recording.beginWindow();
        if (phase.window() && !isCancelledAfterAll(observer, generators, gone)) {
          recording.endWindow();
        }
      }
      for (var generator : generators) generator.stop();
      for (var future : running) future.get();
      var firstError =
          generators.stream()
              .map(g -> g.meter().firstError())
              .filter(e -> !e.isEmpty())
              .findFirst();
      return new Outcome(result(started, recording), firstError.orElse(""), recording.intervals());
    } catch (ExecutionException e) {
      throw new IOException("the load generator failed: " + e.getCause(), e.getCause());
    } finally {
      for (var generator : generators) generator.stop();
      pool.shutdown();
    }
  }

  /** On Ctrl-C a server may be gone a moment before this JVM hears of it: that is no failure. */
  private static boolean isCancelledAfterAll(
      Observer observer, List<Generator> generators, Future<?> gone) throws InterruptedException {
    if (gone.isDone() || generators.stream().allMatch(Generator::allDead)) Thread.sleep(100);
    return observer.isCancelled();
  }

  /** How many threads generate the load. */
  static int threads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
  }

  /** Is done when the server's process has ended: nobody is left to connect to again. */
  private Future<?> serverGone() {
    if (server.pid() == 0) return new CompletableFuture<>();
    return ProcessHandle.of(server.pid())
        .map(ProcessHandle::onExit)
        .orElseGet(CompletableFuture::new);
  }

  private List<Generator> generators(long begin, long mostKeys, ServerAddress near) {
    int threads = threads();
    long openEvery = openEvery(load).toNanos();
    var sources = SourceAddresses.of(near.address().getAddress(), machine);
    var generators = new ArrayList<Generator>();
    for (int i = 0; i < threads; i++) {
      generators.add(new Generator(load, near, sources, i, threads, begin, openEvery, mostKeys));
    }
    return generators;
  }

  /** From one connection to the next: a millisecond, or less, so that half the warm-up will do. */
  static Duration openEvery(LoadSettings load) {
    long ramp = (long) (load.warmupSeconds() * 1e9 / 2 / load.connections());
    return Duration.ofNanos(Math.clamp(ramp, OPEN_EVERY_LEAST.toNanos(), 1_000_000));
  }

  private LoadResult result(String started, Recording recording) {
    double seconds = recording.seconds();
    long operations = recording.response().getTotalCount();
    double perSecond = seconds == 0 ? 0 : operations / seconds;
    double lagMicros = recording.lag().getValueAtPercentile(99) / 1e3;
    return new LoadResult(
        Result.FORMAT,
        "load",
        experiment,
        started,
        server.info(),
        load,
        seconds,
        operations,
        perSecond,
        recording.failedConnections(),
        recording.reconnects(),
        ErrorClass.byName(recording.errors()),
        LoadResult.Latency.of(recording.response()),
        LoadResult.Latency.of(recording.service()),
        load.ceiling(),
        recording.serverUse(load.connections()),
        new LoadResult.ClientUse(
            recording.clientCpuMicros(),
            recording.busiestThread(),
            lagMicros,
            nullServerOpsPerSecond,
            Bottleneck.of(recording.busiestThread(), lagMicros, perSecond, nullServerOpsPerSecond)),
        recording.samples(),
        machine);
  }
}
