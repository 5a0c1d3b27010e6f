package toyredis.results.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import toyredis.results.BenchResult;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.StallResult;

/**
 * A result in characters, as the lab prints it. Each text is a function of the result alone, so it
 * can be printed again from its file; it ends without a line break.
 */
public final class ResultText {
  /** From so many on, memory per connection is shown. */
  private static final int MANY_CONNECTIONS = 1_000;

  private ResultText() {}

  /**
   * One result, whatever it is of.
   *
   * @param columns how wide a table may be
   */
  public static String of(Result result, int columns) {
    return switch (result) {
      case LoadResult load -> of(load);
      case RaceResult race -> RaceText.of(List.of(race), columns);
      case StallResult stall -> stall.phases().toString();
      case ProfileResult profile -> ProfileText.of(profile, columns);
      case BenchResult bench -> BenchText.of(bench, columns);
    };
  }

  /** A load run in a few words, for a list of runs. */
  public static String summary(LoadResult result) {
    long errors = result.totalErrors();
    return Digits.in(
        "%8s ops/s  p99 %s ms  %s µs/op%s",
        Digits.of(result.operationsPerSecond()),
        Digits.millis(result.latency().p99()),
        Digits.of(result.serverUse().cpuMicros()),
        errors == 0 ? "" : "  " + Digits.whole(errors) + " errors");
  }

  /** The block of one load run: totals, then latency, cost, and what set the limit. */
  public static String of(LoadResult result) {
    var text = new StringBuilder("==== Sustained load test result ====\n");
    line(text, "server", serverLine(result.server()));
    line(text, "total operations", Digits.whole(result.operations()));
    line(text, "total connections", Digits.whole(result.load().connections()));
    line(text, "total errors", Digits.whole(result.totalErrors()) + byClass(result));
    line(
        text,
        "error rate",
        Digits.percent(result.errorRate()) + " of operations" + connections(result));
    line(text, "ops per second", Digits.of(result.operationsPerSecond()) + law(result));
    line(text, "window", window(result));
    line(text, "round trip", roundTrip(result.load()));
    text.append('\n');
    latency(text, result);
    line(text, "server", cost(result));
    line(text, "", more(result));
    line(text, "client", client(result));
    line(text, law(result).isEmpty() ? "ceiling" : "the law", ceiling(result));
    line(text, "null server", nullServer(result));
    line(text, "bottleneck", result.clientUse().bottleneck());
    return text.toString().stripTrailing();
  }

  /** Only where it is not as long as was asked for: the run was ended early. */
  private static String window(LoadResult result) {
    double asked = result.load().seconds();
    return result.seconds() < asked && result.load().operations() == 0
        ? Digits.of(result.seconds()) + " s of " + Digits.of(asked) + ": ended early"
        : "";
  }

  private static String roundTrip(LoadSettings load) {
    return load.rttMillis() == 0 ? "" : load.rttMillis() + " ms added by a relay";
  }

  private static void latency(StringBuilder text, LoadResult result) {
    if (!result.load().arrivals().openLoop()) {
      line(text, "latency in ms", percentiles(result.latency()));
      return;
    }
    line(text, "response in ms", percentiles(result.latency()));
    line(text, "service in ms", percentiles(result.serviceTime()));
    line(
        text,
        "",
        "response time counts from when a request was due, so what waited before it could be sent"
            + " is in it; service time counts from the sending");
    double lag = result.clientUse().lagP99Micros();
    line(
        text,
        "schedule lag",
        "99 % of the requests were sent within " + Digits.millis(lag) + " ms");
  }

  private static String percentiles(LoadResult.Latency latency) {
    return Digits.in(
        "p50 %s   p90 %s   p99 %s   p99.9 %s   max %s",
        Digits.millis(latency.p50()),
        Digits.millis(latency.p90()),
        Digits.millis(latency.p99()),
        Digits.millis(latency.p999()),
        Digits.millis(latency.max()));
  }

  /** With a round trip the throughput is foretold: the two figures are to be seen together. */
  private static String law(LoadResult result) {
    return result.load().rttMillis() == 0 || result.load().arrivals().openLoop()
        ? ""
        : " (the law says " + Digits.of(result.ceiling()) + ")";
  }

  private static String ceiling(LoadResult result) {
    if (result.ceiling() == 0) return "";
    var reached = "reached to " + Digits.percent(result.operationsPerSecond() / result.ceiling());
    var allowed = Digits.of(result.ceiling()) + " ops per second: ";
    var load = result.load();
    if (load.arrivals().openLoop()) {
      return allowed + "the rate (" + load.arrivals().loop() + "); " + reached;
    }
    var pauses = new ArrayList<String>();
    if (load.arrivals().thinkMaxMillis() > 0) pauses.add("think time");
    if (load.rttMillis() > 0) pauses.add("round trip");
    return allowed
        + (pauses.size() == 1
            ? "N / " + pauses.getFirst()
            : "N / (" + String.join(" + ", pauses) + ")")
        + "; "
        + (result.boundByPacing()
            ? "bound by " + String.join(" and ", pauses) + ", not by the server"
            : reached);
  }

  private static String nullServer(LoadResult result) {
    double most = result.clientUse().nullServerOpsPerSecond();
    if (most == 0) return "";
    return Digits.in(
        "%s ops per second; this server is at %s of what the generator reaches here",
        Digits.of(most), Digits.percent(result.operationsPerSecond() / most));
  }

  /** Several load runs, a line each: how throughput and latency go with the connections. */
  public static String table(List<LoadResult> results, int columns) {
    var table =
        new Table()
            .words("server")
            .figure("connections", 0)
            .figure("ops/s", 0)
            .figure("ceiling", 3)
            .figure("errors", 0)
            .figure("p50 ms", 2)
            .figure("p99 ms", 0)
            .figure("CPU µs/op", 1);
    for (var result : results) {
      table.row(
          name(result.server()),
          Digits.whole(result.load().connections()),
          Digits.of(result.operationsPerSecond()),
          result.ceiling() == 0 ? "-" : Digits.of(result.ceiling()),
          Digits.whole(result.totalErrors()),
          Digits.millis(result.latency().p50()),
          Digits.millis(result.latency().p99()),
          result.serverUse().cpuMicros() == 0 ? "-" : Digits.of(result.serverUse().cpuMicros()));
    }
    return table.text(columns).stripTrailing();
  }

  /** The server's name with its variant where it has one. */
  static String name(ServerInfo server) {
    return server.variant().isEmpty() ? server.name() : server.name() + " " + server.variant();
  }

  private static String serverLine(ServerInfo server) {
    return server.threads().isEmpty()
        ? name(server)
        : name(server) + ", threads " + server.threads();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (value.isEmpty()) return;
    text.append(Digits.in("%-19s%s\n", name.isEmpty() ? "" : name + ":", value));
  }

  private static String byClass(LoadResult result) {
    var classes =
        result.errors().entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey() + " " + Digits.whole(e.getValue()))
            .collect(Collectors.joining(", "));
    return classes.isEmpty() ? "" : " (" + classes + ")";
  }

  private static String connections(LoadResult result) {
    if (result.failedConnections() == 0) return "";
    if (result.reconnects() > 0 || result.load().onError() == LoadSettings.OnError.RECONNECT) {
      return Digits.in(
          ", %s connections failed, %s were opened again",
          Digits.whole(result.failedConnections()), Digits.whole(result.reconnects()));
    }
    double share = (double) result.failedConnections() / result.load().connections();
    return Digits.in(
        ", but %s of connections (%s of %s stopped)",
        Digits.percent(share),
        Digits.whole(result.failedConnections()),
        Digits.whole(result.load().connections()));
  }

  private static String cost(LoadResult result) {
    var use = result.serverUse();
    var cost = cpu(use.cpuMicros()) + (result.toldByInfo() ? " (by INFO)" : "");
    if (use.rssMiB() > 0) cost += ", " + Digits.whole(use.rssMiB()) + " MiB resident";
    if (use.rssPeakMiB() > 0) cost += " (peak " + Digits.whole(use.rssPeakMiB()) + ")";
    return use.threads() == 0 ? cost : cost + ", " + use.threads() + " threads";
  }

  /** What else the server used, as far as it is known. */
  private static String more(LoadResult result) {
    var use = result.serverUse();
    var parts = new ArrayList<String>();
    if (use.descriptors() > 0) parts.add(Digits.whole(use.descriptors()) + " descriptors");
    if (use.contextSwitches() > 0) {
      parts.add(Digits.of(use.contextSwitches()) + " context switches per operation");
    }
    if (use.gcPauses() > 0) {
      parts.add(
          Digits.in(
              "%s GC %s (%s ms)",
              Digits.whole(use.gcPauses()),
              use.gcPauses() == 1 ? "pause" : "pauses",
              Digits.whole(use.gcMillis())));
    }
    if (result.load().connections() >= MANY_CONNECTIONS && use.bytesPerConnection() > 0) {
      parts.add(Digits.of(use.bytesPerConnection() / 1024) + " KiB per connection");
    }
    return String.join(", ", parts);
  }

  private static String client(LoadResult result) {
    var use = result.clientUse();
    var cpu = cpu(use.cpuMicros());
    return use.busiestThread() == 0
        ? cpu
        : cpu + ", its busiest thread ran " + Digits.percent(use.busiestThread()) + " of the time";
  }

  private static String cpu(double micros) {
    return micros == 0 ? "CPU unknown" : Digits.of(micros) + " µs CPU per operation";
  }
}
