package toyredis.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A result in characters, as the lab prints it. Each text is a function of the result alone, so it
 * can be printed again from its file; it ends without a line break.
 */
public final class ResultText {
  /** From so many on, memory per connection is shown. */
  private static final int MANY_CONNECTIONS = 1_000;

  private ResultText() {}

  /** One result, whatever it is of. */
  public static String of(Result result) {
    return switch (result) {
      case LoadResult load -> of(load);
      case RaceResult race -> of(List.of(race));
      case ProfileResult profile -> ProfileText.of(profile);
      case BenchResult bench -> BenchText.of(bench);
    };
  }

  /** The block of one load run: totals, then latency, cost, and what set the limit. */
  public static String of(LoadResult result) {
    var text = new StringBuilder("==== Sustained load test result ====\n");
    line(text, "server", serverLine(result.server()));
    line(text, "total operations", whole(result.operations()));
    line(text, "total connections", whole(result.load().connections()));
    line(text, "total errors", whole(result.totalErrors()) + byClass(result));
    line(text, "error rate", percent(result.errorRate()) + " of operations" + connections(result));
    line(text, "ops per second", twoDigits(result.operationsPerSecond()));
    line(text, "window", window(result));
    text.append('\n');
    latency(text, result);
    line(text, "server", cost(result));
    line(text, "", more(result));
    line(text, "client", client(result));
    line(text, "ceiling", ceiling(result));
    line(text, "null server", nullServer(result));
    line(text, "bottleneck", result.clientUse().bottleneck());
    return text.toString().stripTrailing();
  }

  /** Only where it is not as long as was asked for: the run was ended early. */
  private static String window(LoadResult result) {
    double asked = result.load().seconds();
    return result.seconds() < asked && result.load().operations() == 0
        ? twoDigits(result.seconds()) + " s of " + twoDigits(asked) + ": ended early"
        : "";
  }

  private static void latency(StringBuilder text, LoadResult result) {
    if (!result.load().arrivals().openLoop()) {
      line(text, "latency in ms", percentiles(result.latency()));
      return;
    }
    line(text, "response in ms", percentiles(result.latency()));
    line(text, "service in ms", percentiles(result.serviceTime()));
    line(text, "", "response time counts from when a request was due, so what waited before");
    line(text, "", "it could be sent is in it; service time counts from the sending");
    double lag = result.clientUse().lagP99Micros();
    line(text, "schedule lag", "99 % of the requests were sent within " + millis(lag) + " ms");
  }

  private static String percentiles(LoadResult.Latency latency) {
    return "p50 %s   p90 %s   p99 %s   p99.9 %s   max %s"
        .formatted(
            millis(latency.p50()),
            millis(latency.p90()),
            millis(latency.p99()),
            millis(latency.p999()),
            millis(latency.max()));
  }

  private static String ceiling(LoadResult result) {
    if (result.ceiling() == 0) return "";
    var reached = "reached to " + percent(result.operationsPerSecond() / result.ceiling());
    var allowed = twoDigits(result.ceiling()) + " ops per second: ";
    if (result.load().arrivals().openLoop()) {
      return allowed + "the rate (" + result.load().arrivals().loop() + "); " + reached;
    }
    return allowed
        + "N / think time; "
        + (result.boundByThinkTime() ? "bound by think time, not by the server" : reached);
  }

  private static String nullServer(LoadResult result) {
    double most = result.clientUse().nullServerOpsPerSecond();
    if (most == 0) return "";
    return "%s ops per second; this server is at %.0f %% of what the generator reaches here"
        .formatted(twoDigits(most), 100 * result.operationsPerSecond() / most);
  }

  /** Several load runs, a line each: how throughput and latency go with the connections. */
  public static String table(List<LoadResult> results) {
    var format = "%-20s %11s %12s %12s %8s %9s %9s %12s\n";
    var text = new StringBuilder();
    text.append(
        format.formatted(
            "server",
            "connections",
            "ops/s",
            "ceiling",
            "errors",
            "p50 ms",
            "p99 ms",
            "CPU µs/op"));
    for (var result : results) {
      text.append(
          format.formatted(
              name(result.server()),
              whole(result.load().connections()),
              twoDigits(result.operationsPerSecond()),
              result.ceiling() == 0 ? "-" : twoDigits(result.ceiling()),
              whole(result.totalErrors()),
              millis(result.latency().p50()),
              millis(result.latency().p99()),
              result.serverUse().cpuMicros() == 0
                  ? "-"
                  : twoDigits(result.serverUse().cpuMicros())));
    }
    return text.toString().stripTrailing();
  }

  /** A line per server and attack: what was acknowledged, what of it was lost. */
  public static String of(List<RaceResult> results) {
    var format = "%-20s %-8s %12s %10s %8s   %s\n";
    var text = new StringBuilder();
    text.append(
        format.formatted("server", "attack", "acknowledged", "lost", "errors", "first error"));
    for (var result : results) {
      var name = name(result.server());
      for (var check : result.checks()) {
        text.append(
            format.formatted(
                name,
                check.name(),
                whole(check.acknowledged()),
                whole(check.lost()),
                whole(check.errors()),
                check.firstError().lines().findFirst().orElse("")));
        name = "";
      }
    }
    text.append('\n');
    for (var result : results) {
      for (var check : result.checks()) {
        if (check.firstError().lines().count() < 2) continue;
        text.append(name(result.server())).append(": ").append(check.firstError()).append("\n\n");
      }
    }
    for (var result : results) text.append(verdict(result)).append('\n');
    return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  /** The verdict on one server in one sentence. */
  public static String verdict(RaceResult result) {
    return result.server().name()
        + (result.kept()
            ? " kept its promise: nothing acknowledged was lost."
            : " broke its promise: see what was lost, and the errors.");
  }

  /** The server's name with its variant where it has one. */
  private static String name(ServerInfo server) {
    return server.variant().isEmpty() ? server.name() : server.name() + " " + server.variant();
  }

  private static String serverLine(ServerInfo server) {
    return server.threads().isEmpty()
        ? name(server)
        : name(server) + ", threads " + server.threads();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (value.isEmpty()) return;
    text.append("%-19s%s\n".formatted(name.isEmpty() ? "" : name + ":", value));
  }

  private static String byClass(LoadResult result) {
    var classes =
        result.errors().entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey() + " " + whole(e.getValue()))
            .collect(Collectors.joining(", "));
    return classes.isEmpty() ? "" : " (" + classes + ")";
  }

  private static String connections(LoadResult result) {
    if (result.failedConnections() == 0) return "";
    if (result.reconnects() > 0 || result.load().onError().equals("reconnect")) {
      return ", %s connections failed, %s were opened again"
          .formatted(whole(result.failedConnections()), whole(result.reconnects()));
    }
    double share = (double) result.failedConnections() / result.load().connections();
    return ", but %s of connections (%s of %s stopped)"
        .formatted(
            percent(share), whole(result.failedConnections()), whole(result.load().connections()));
  }

  private static String cost(LoadResult result) {
    var use = result.serverUse();
    var cost = cpu(use.cpuMicros()) + (result.isToldByInfo() ? " (by INFO)" : "");
    if (use.rssMiB() > 0) cost += ", " + whole(Math.round(use.rssMiB())) + " MiB resident";
    if (use.rssPeakMiB() > 0) cost += " (peak " + whole(Math.round(use.rssPeakMiB())) + ")";
    return use.threads() == 0 ? cost : cost + ", " + use.threads() + " threads";
  }

  /** What else the server used, as far as it is known. */
  private static String more(LoadResult result) {
    var use = result.serverUse();
    var parts = new ArrayList<String>();
    if (use.descriptors() > 0) parts.add(whole(use.descriptors()) + " descriptors");
    if (use.contextSwitches() > 0) {
      parts.add(twoDigits(use.contextSwitches()) + " context switches per operation");
    }
    if (use.gcPauses() > 0) {
      parts.add(
          "%s GC %s (%s ms)"
              .formatted(
                  whole(use.gcPauses()),
                  use.gcPauses() == 1 ? "pause" : "pauses",
                  whole(Math.round(use.gcMillis()))));
    }
    if (result.load().connections() >= MANY_CONNECTIONS && use.bytesPerConnection() > 0) {
      parts.add(twoDigits(use.bytesPerConnection() / 1024) + " KiB per connection");
    }
    return String.join(", ", parts);
  }

  private static String client(LoadResult result) {
    var use = result.clientUse();
    var cpu = cpu(use.cpuMicros());
    return use.busiestThread() == 0
        ? cpu
        : "%s, its busiest thread ran %.0f %% of the time"
            .formatted(cpu, 100 * use.busiestThread());
  }

  private static String cpu(double micros) {
    return micros == 0 ? "CPU unknown" : twoDigits(micros) + " µs CPU per operation";
  }

  private static String millis(double micros) {
    return twoDigits(micros / 1000);
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, "%,.2f", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
