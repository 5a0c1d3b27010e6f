package toyredis.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The results of several generators, on one or several machines, that loaded one server at the same
 * time, as one result. Operations, rates and errors add up, and the histograms do: percentiles are
 * read from their sum. Nothing is averaged.
 */
public final class MergedLoad {
  /** The experiment of such a result. */
  public static final String EXPERIMENT = "merged";

  /** Share of the window by which two generators may have started apart. */
  private static final double APART = 0.1;

  /** The start is recorded to the second. */
  private static final double RESOLUTION_SECONDS = 1;

  private final List<LoadResult> results = new ArrayList<>();
  private final LatencyLog histograms =
      new LatencyLog(LatencyLog.empty(LatencyLog.RESPONSE), LatencyLog.empty(LatencyLog.SERVICE));

  private MergedLoad() {}

  /**
   * Merges results into a file, with their histograms beside it.
   *
   * @param files of results, two or more; each has its histograms beside it
   * @return the merged result
   * @throws IOException with one clear line when they cannot be merged: a file is missing, or the
   *     generators did not load the same server in the same way at the same time
   */
  public static LoadResult merge(List<Path> files, Path into) throws IOException {
    var merged = new MergedLoad();
    for (var file : files) merged.add(file, files.getFirst());
    var result = merged.result();
    Results.write(into, result);
    var start = Instant.parse(result.started()).toEpochMilli();
    for (var histogram : List.of(merged.histograms.response(), merged.histograms.service())) {
      histogram.setStartTimeStamp(start);
      histogram.setEndTimeStamp(start + Math.round(1000 * result.seconds()));
    }
    LatencyLog.write(
        LatencyLog.beside(into),
        List.of(merged.histograms.response(), merged.histograms.service()));
    return result;
  }

  private void add(Path file, Path firstFile) throws IOException {
    if (!(Results.read(file) instanceof LoadResult result)) {
      throw new IOException(file + ": only load results can be merged");
    }
    if (!result.server().command().isEmpty()) {
      throw new IOException(
          file
              + ": this generator started a server of its own; start one server, and name its"
              + " host:port to every generator");
    }
    if (!results.isEmpty()) {
      var difference = difference(results.getFirst(), result);
      if (!difference.isEmpty()) {
        throw new IOException(file + " cannot be added to " + firstFile + ": " + difference);
      }
    }
    var log = LatencyLog.read(LatencyLog.beside(file));
    if (log.response().getTotalCount() != result.operations()) {
      throw new IOException(
          Digits.in(
              "%s holds %d operations, but %s tells of %d: they are not of the same run",
              LatencyLog.beside(file), log.response().getTotalCount(), file, result.operations()));
    }
    histograms.add(log);
    results.add(result);
  }

  /** Why they cannot be merged; empty if they can. */
  private static String difference(LoadResult a, LoadResult b) {
    if (!a.server().equals(b.server())) {
      return Digits.in(
          "the servers differ: %s and %s (name it by the same address on every machine)",
          a.server(), b.server());
    }
    // what each generator may have of its own: connections, seed, its share of the rate
    var comparable = comparable(b).withConnections(a.load().connections());
    if (!comparable(a).equals(comparable)) {
      return Digits.in("the settings differ: %s and %s", a.load(), b.load());
    }
    var apart = Duration.between(Instant.parse(a.started()), Instant.parse(b.started())).abs();
    if (apart.toMillis() / 1e3 > APART * a.load().seconds() + RESOLUTION_SECONDS) {
      return Digits.in(
          "one began at %s, the other at %s: only rates of the same time add up",
          a.started(), b.started());
    }
    return "";
  }

  private static LoadSettings comparable(LoadResult result) {
    var load = result.load();
    var arrivals = load.arrivals();
    return load.withSeed(0)
        .withArrivals(
            new LoadSettings.Arrivals(
                arrivals.loop(), 0, arrivals.thinkMinMillis(), arrivals.thinkMaxMillis()));
  }

  private LoadResult result() {
    var first = results.getFirst();
    var load = first.load();
    var arrivals = load.arrivals();
    var errors = new LinkedHashMap<String, Long>();
    for (var result : results) {
      result.errors().forEach((error, count) -> errors.merge(error, count, Long::sum));
    }
    double ceiling = sum(LoadResult::ceiling);
    double perSecond = sum(LoadResult::operationsPerSecond);
    return new LoadResult(
        Result.FORMAT,
        "load",
        EXPERIMENT,
        results.stream().map(LoadResult::started).min(String::compareTo).orElseThrow(),
        first.server(),
        load.withConnections((int) sum(result -> result.load().connections()))
            .withArrivals(
                new LoadSettings.Arrivals(
                    arrivals.loop(),
                    sum(result -> result.load().arrivals().rate()),
                    arrivals.thinkMinMillis(),
                    arrivals.thinkMaxMillis())),
        max(LoadResult::seconds),
        histograms.response().getTotalCount(),
        perSecond,
        (long) sum(LoadResult::failedConnections),
        (long) sum(LoadResult::reconnects),
        errors,
        LoadResult.Latency.of(histograms.response()),
        LoadResult.Latency.of(histograms.service()),
        ceiling,
        serverUse(),
        clientUse(),
        List.of(),
        first.machine());
  }

  /**
   * Each generator read what the server used for all of them, if the server told: one reading is
   * enough.
   */
  private LoadResult.ServerUse serverUse() {
    var seen =
        results.stream()
            .filter(result -> result.serverUse().cpuMicros() > 0)
            .findFirst()
            .orElse(null);
    if (seen == null) return LoadResult.ServerUse.UNKNOWN;
    var use = seen.serverUse();
    double share = (double) seen.operations() / histograms.response().getTotalCount();
    double connections = sum(result -> result.load().connections());
    return new LoadResult.ServerUse(
        use.cpuMicros() * share,
        use.rssMiB(),
        use.rssPeakMiB(),
        use.threads(),
        use.descriptors(),
        use.contextSwitches() * share,
        use.bytesPerConnection() * seen.load().connections() / connections,
        use.gcPauses(),
        use.gcMillis());
  }

  private LoadResult.ClientUse clientUse() {
    double cpu = sum(result -> result.clientUse().cpuMicros() * result.operations());
    return new LoadResult.ClientUse(
        histograms.response().getTotalCount() == 0
            ? 0
            : cpu / histograms.response().getTotalCount(),
        max(result -> result.clientUse().busiestThread()),
        max(result -> result.clientUse().lagP99Micros()),
        0,
        results.stream()
            .map(result -> result.clientUse().bottleneck())
            .filter(sentence -> !sentence.isEmpty())
            .distinct()
            .collect(Collectors.joining(" ")));
  }

  private double sum(ToDoubleFunction<LoadResult> figure) {
    return results.stream().mapToDouble(figure).sum();
  }

  private double max(ToDoubleFunction<LoadResult> figure) {
    return results.stream().mapToDouble(figure).max().orElseThrow();
  }
}
