package toyredis.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import toyredis.results.Changed;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.ClientUse;
import toyredis.results.LoadResult.Latency;
import toyredis.results.LoadResult.Point;
import toyredis.results.LoadResult.Sample;
import toyredis.results.LoadResult.ServerUse;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.Synthetic;

/** Comparisons made by hand, always the same: no machine measured them. */
public final class SyntheticComparison {
  public static final List<ServerInfo> TWO =
      List.of(server("step2", "synchronized", "virtual"), server("step5", "single-loop", "loop"));

  public static final List<ServerInfo> FIVE =
      List.of(
          server("step1", "hashmap", "virtual"),
          server("step2", "synchronized", "virtual"),
          server("step3", "rwlock", "virtual"),
          server("step4", "per-command", "virtual"),
          server("step5", "single-loop", "loop"));

  public static final List<ServerInfo> TWELVE =
      List.of(
          server("step1", "hashmap", "virtual"),
          server("step2", "synchronized", "virtual"),
          server("step2", "synchronized", "platform"),
          server("step2", "reentrant", "virtual"),
          server("step2", "reentrant", "platform"),
          server("step3", "rwlock", "virtual"),
          server("step3", "stamped", "virtual"),
          server("step3", "concurrent-map", "virtual"),
          server("step4", "per-command", "virtual"),
          server("step4", "batch", "virtual"),
          server("step5", "single-loop", "loop"),
          server("redis", "", ""));

  public static final ServerInfo NULL_SERVER = server("null", "", "");

  /** What a server can do at most, in operations per second. */
  private static final double CAPACITY = 60_000;

  private SyntheticComparison() {}

  static ServerInfo server(String name, String variant, String threads) {
    return new ServerInfo(name, variant, threads, List.of());
  }

  /** A closed loop at one number of connections, three runs each. */
  public static List<LoadResult> plain(List<ServerInfo> servers) {
    return runs(servers, List.of(LoadSettings.closedLoop(50)));
  }

  /** Several numbers of connections. */
  public static List<LoadResult> overConnections(List<ServerInfo> servers, int... connections) {
    var loads = new ArrayList<LoadSettings>();
    for (int count : connections) loads.add(LoadSettings.closedLoop(count));
    return runs(servers, loads);
  }

  /** Several numbers of connections that think: all servers come near the ceiling N/Z. */
  public static List<LoadResult> thinking(List<ServerInfo> servers) {
    var loads = new ArrayList<LoadSettings>();
    for (int count : new int[] {500, 800, 1000, 1200}) {
      loads.add(LoadSettings.closedLoop(count).withArrivals(Arrivals.closed(0, 99)));
    }
    return runs(servers, loads);
  }

  /** Several rates; the last one is more than any server can do. */
  public static List<LoadResult> overRates(List<ServerInfo> servers) {
    var loads = new ArrayList<LoadSettings>();
    for (int rate : new int[] {10_000, 25_000, 40_000, 55_000, 70_000}) {
      loads.add(LoadSettings.closedLoop(50).withArrivals(new Arrivals(Loop.POISSON, rate, 0, 0)));
    }
    return runs(servers, loads);
  }

  private static List<LoadResult> runs(List<ServerInfo> servers, List<LoadSettings> loads) {
    var random = new Random(42);
    var results = new ArrayList<LoadResult>();
    for (int repetition = 0; repetition < 3; repetition++) {
      for (var load : loads) {
        for (var server : servers) {
          var started = Synthetic.START.plusSeconds(15L * results.size());
          results.add(run(server, servers.indexOf(server), load, started, random));
        }
      }
    }
    return results;
  }

  private static LoadResult run(
      ServerInfo server, int index, LoadSettings load, Instant started, Random random) {
    var noise = 1 + 0.04 * random.nextGaussian();
    var capacity = CAPACITY * (1 + 0.05 * index) / (1 + load.connections() / 4_000.0) * noise;
    var arrivals = load.arrivals();
    var think = (arrivals.thinkMinMillis() + arrivals.thinkMaxMillis()) / 2.0;
    var ceiling =
        arrivals.openLoop() ? arrivals.rate() : think > 0 ? load.connections() * 1000 / think : 0;
    var throughput = ceiling > 0 ? Math.min(ceiling * 0.995, capacity) : capacity;
    if (arrivals.openLoop() && capacity > arrivals.rate()) throughput = arrivals.rate();
    var busy = Math.min(0.98, throughput / capacity * 0.98);
    var service = 1e6 * Math.min(50, load.connections()) / capacity * noise;
    var queueing = arrivals.openLoop() ? 1 / (1 - busy) : 1;
    var step = 1 + 0.1 * index;
    var cpu = 12 + 1.3 * index + load.connections() / 500.0;
    return new LoadResult(
        Result.FORMAT,
        "load",
        "compare",
        started.toString(),
        server,
        load,
        load.seconds(),
        (long) (throughput * load.seconds()),
        throughput,
        0,
        0,
        Map.of(),
        latency(service * queueing * step),
        latency(service * step * 0.8),
        ceiling,
        new ServerUse(
            cpu * noise,
            90 + load.connections() * 0.03 * step,
            200,
            30,
            70,
            1.5,
            12_000 * step + 2e6 / load.connections(),
            3,
            9.5),
        new ClientUse(9.5, 0.6, 0, 0, ""),
        series(throughput, service * queueing * step, random),
        Synthetic.machine());
  }

  private static Latency latency(double typical) {
    var points = new ArrayList<Point>();
    for (double share = 1; share < 200_000; share *= 1.15) {
      points.add(new Point(100 - 100 / share, typical * Math.pow(share, 0.3)));
    }
    return new Latency(typical * 1.23, typical * 2, typical * 4, typical * 8, typical * 40, points);
  }

  private static List<Sample> series(double throughput, double typical, Random random) {
    var series = new ArrayList<Sample>();
    for (int second = 1; second <= 13; second++) {
      var share = Math.min(1, 0.3 * second) * (1 + 0.05 * random.nextGaussian());
      series.add(
          new Sample(second, second <= 3, 1, (long) (throughput * share), typical * 4 / share));
    }
    return series;
  }

  /** The same run, of another cost. */
  public static LoadResult withServerUse(LoadResult run, ServerUse use) {
    return Changed.with(run, "serverUse", use);
  }
}
