package toyredis.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import toyredis.report.Measurements;
import toyredis.report.PublishedRun;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.compare.SweptParameter;
import toyredis.results.BenchResult.Score;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/** The book's charts, each made from the measurements; its title is what they show. */
public enum BookChart {
  /** Updates that were acknowledged and lost, counted by the race check. */
  LOST_UPDATES("lost-updates") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var rows = new RowChart(Digits::whole);
      var losers = new ArrayList<String>();
      for (var step : Step.values()) {
        var race = measurements.race(step).filter(each -> selection.shows(each.server()));
        var updates =
            race.stream()
                .flatMap(each -> each.checks().stream())
                .filter(check -> check.name().equals("updates"))
                .findFirst();
        if (updates.isEmpty()) continue;
        var look = selection.look(race.orElseThrow().server(), Look.of(step));
        rows.bar(step.label(), look, List.of((double) updates.get().lost()));
        if (updates.get().lost() > 0) {
          losers.add(
              "step %s lost %s of %s"
                  .formatted(
                      step.number(),
                      Digits.whole(updates.get().lost()),
                      Digits.whole(updates.get().acknowledged())));
        }
      }
      if (rows.isEmpty()) return Optional.empty();
      var found =
          losers.isEmpty()
              ? "No acknowledged INCR was lost"
              : Finding.upper(String.join(", ", losers)) + " acknowledged INCRs";
      return Optional.of(
          rows.build(
              selection.id(id()),
              found,
              "The INCRs that the server acknowledged and then lost, in one attack by the race"
                  + " check.",
              "Lost updates"));
    }
  },

  /** The server's CPU time per operation: what a design costs, whatever else the machine does. */
  CPU("cpu") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var servers = servers(measurements.loads(Result.SATURATED), selection, STEPS);
      return cpuBars(servers, selection);
    }
  },

  /** Latency by percentile, all in one picture. */
  LATENCY("latency") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var servers = servers(measurements.loads(Result.SATURATED), selection, STEPS);
      if (!LatencyChart.hasData(servers)) return Optional.empty();
      var found =
          Finding.ofPair(
              servers,
              selection,
              run -> run.latency().p99() / 1000,
              "in %s, 99 of 100 operations have their reply within %s times the time of %s",
              "in %s, 99 of 100 operations have their reply within %s ms");
      return Optional.of(LatencyChart.of(selection.id(id()), found, servers));
    }
  },

  /** The original's load: throughput as a share of the ceiling that think time sets. */
  ORIGINAL("original") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var servers = servers(measurements.loads(Result.ORIGINAL), selection, STEPS);
      if (servers.isEmpty()) return Optional.empty();
      var found = reach(servers, LoadCharts::shareOfCeiling) + " of the ceiling N/Z";
      return Optional.of(
          LoadCharts.shares(selection.id(id()), found, SweptParameter.CONNECTIONS, servers));
    }
  },

  /** The original's table, repeated: throughput at a long round trip, and what the law says. */
  LAW("law") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var servers = servers(measurements.loads(Result.LAW), selection, STEPS);
      if (servers.isEmpty()) return Optional.empty();
      var first = servers.getFirst().runs().getFirst();
      if (first.ceiling() == 0) return Optional.empty();
      var arrivals = first.load().arrivals();
      var thinkMillis = (arrivals.thinkMinMillis() + arrivals.thinkMaxMillis()) / 2.0;
      var cycleSeconds = first.load().connections() / first.ceiling();
      var found = reach(servers, LoadCharts::shareOfCeiling);
      return Optional.of(
          new SweepChart(SweptParameter.CONNECTIONS, servers)
              .law("Little's law", connections -> connections / cycleSeconds)
              .points(LoadResult::operationsPerSecond)
              .published(
                  "the original, as published",
                  PublishedRun.ALL.stream()
                      .map(run -> new Dot(run.connections(), run.operationsPerSecond()))
                      .toList())
              .build(
                  selection.id(id()),
                  found + " of what Little's law allows",
                  ("The grey line is computed: N connections, each with one operation in %s ms of"
                          + " thinking and %s ms of round trip. The coloured points are measured"
                          + " here, the crosses are the original's published results.")
                      .formatted(
                          Digits.asNeeded(thinkMillis),
                          Digits.whole(1000 * cycleSeconds - thinkMillis)),
                  "Throughput (operations per second)"));
    }
  },

  /** The longest GET beside a KEYS. */
  STALL("stall") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var stalls =
          measurements.stalls().stream().filter(each -> selection.shows(each.server())).toList();
      if (stalls.isEmpty()) return Optional.empty();
      var rows = new RowChart(Digits::of);
      var beside = new ArrayList<String>();
      for (var stall : stalls) {
        var server = stall.server();
        var look = selection.look(server, Look.of(Step.named(server.name())));
        for (var phase : stall.phases()) {
          rows.interval(
              shortName(server) + PHASES.getOrDefault(phase.name(), ", " + phase.name()),
              look,
              phase.lowestMillis(),
              phase.medianMillis(),
              phase.highestMillis());
          if (!phase.name().equals("beside-keys")) continue;
          beside.add(Digits.of(phase.medianMillis()) + " ms in " + Finding.words(server));
        }
      }
      return Optional.of(
          rows.build(
              selection.id(id()),
              "The longest GET beside a KEYS: " + String.join(", ", beside),
              "In each round, one KEYS runs, and the longest GET of that time counts. Dot and"
                  + " figure: the median of the rounds; line: from the lowest to the highest. Equal"
                  + " distances on the axis are equal factors.",
              Axis.logarithmic("Longest GET (milliseconds)", rows.shortest(), rows.longest())));
    }
  },

  /** The stores without the network. */
  BENCH("bench") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var scores =
          measurements.bench().stream()
              .flatMap(bench -> bench.scores().stream())
              .filter(score -> score.benchmark().equals("getOrSet") && score.readShare() == 0.8)
              .filter(score -> step(score.store()).compareTo(selection.upTo()) <= 0)
              .toList();
      if (scores.isEmpty()) return Optional.empty();
      var most = scores.stream().mapToInt(Score::threads).max().orElseThrow();
      var rows = new RowChart(Digits::of);
      for (var score : scores) {
        var step = step(score.store());
        var server = new ServerInfo(step.id(), score.store(), step.threads().getFirst(), List.of());
        var name =
            score.store()
                + (score.threads() == 1 ? ", 1 thread" : ", " + score.threads() + " threads");
        var nanos = score.nanos();
        var error = score.errorNanos();
        rows.interval(
            name,
            selection.look(server, Look.of(step)),
            Math.max(nanos - error, nanos / 10),
            nanos,
            nanos + error,
            Digits.of(nanos));
      }
      var busiest = scores.stream().filter(score -> score.threads() == most);
      var sorted = busiest.sorted(Comparator.comparingDouble(Score::nanos)).toList();
      var found =
          "Without the network, with %s threads, an operation takes from %s ns (%s) to %s ns (%s)"
              .formatted(
                  most,
                  Digits.of(sorted.getFirst().nanos()),
                  sorted.getFirst().store(),
                  Digits.of(sorted.getLast().nanos()),
                  sorted.getLast().store());
      return Optional.of(
          rows.build(
              selection.id(id()),
              found,
              "The time of one operation, seen by the thread that calls it: 80 % GET, 10,000 keys."
                  + " Dot and figure: the mean; line: its 99.9 % interval.",
              Axis.logarithmic("Time of an operation (ns)", rows.shortest(), rows.longest())));
    }
  },

  /** What pipelining saves: CPU per operation, one request at a time and several in a write. */
  PIPELINED("pipelined") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var names = List.of("step2", "step4", "step4/batch");
      var runs =
          Stream.of(Result.SATURATED, Result.PIPELINED)
              .flatMap(experiment -> measurements.loads(experiment).stream())
              .toList();
      var figure = LoadCharts.CPU;
      var rows = new RowChart(figure.format());
      var servers = servers(runs, selection, names);
      for (var server : servers) {
        for (var depth : SweptParameter.PIPELINE.values(server.runs())) {
          var there = server.with(run -> SweptParameter.PIPELINE.of(run) == depth);
          rows.bar(server.label() + ", P = " + Digits.asNeeded(depth), there, figure.of());
        }
      }
      var deep = servers.stream().map(each -> each.with(run -> run.load().pipeline() > 1));
      var compared = deep.filter(each -> !each.runs().isEmpty()).toList();
      if (compared.isEmpty() || rows.isEmpty()) return Optional.empty();
      var depth = compared.getFirst().runs().getFirst().load().pipeline();
      var found =
          Finding.ofPair(
              compared,
              selection,
              figure.of(),
              "%s needs %s times the CPU time of %s",
              "%s takes %s µs of CPU time per operation");
      return Optional.of(
          rows.build(
              selection.id(id()),
              found + ", with " + depth + " requests in a write",
              "P is how many requests a client sends in one write. Shorter is cheaper."
                  + LoadCharts.BARS,
              figure.axisTitle()));
    }
  },

  /** What a connection that does nothing costs. */
  MEMORY("memory") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var runs = measurements.loads(Result.CONNECTIONS);
      var names = List.of("step2/platform", "step2", "step5");
      ToDoubleFunction<LoadResult> kibibytes = run -> run.serverUse().bytesPerConnection() / 1024;
      var servers =
          servers(runs, selection, names).stream()
              .map(each -> each.with(run -> kibibytes.applyAsDouble(run) > 0))
              .filter(each -> !each.runs().isEmpty())
              .toList();
      if (servers.isEmpty()) return Optional.empty();
      var found =
          servers.stream()
              .map(each -> Digits.of(Finding.median(each, kibibytes)) + " KiB in " + each.words())
              .collect(Collectors.joining(", "));
      return Optional.of(
          RowChart.of(servers, kibibytes, Digits::of)
              .build(
                  selection.id(id()),
                  "A connection takes " + found,
                  "By how much the server's resident memory grew, divided by the connections, which"
                      + " are mostly idle. Shorter is better."
                      + LoadCharts.BARS,
                  "Memory per connection (KiB)"));
    }
  },

  /** One event loop beside several. */
  LOOPS("loops") {
    @Override
    public Optional<Chart> chart(Measurements measurements, Selection selection) {
      var names = List.of("step5", "step5/multi-loop");
      return cpuBars(servers(measurements.loads(Result.SATURATED), selection, names), selection);
    }
  };

  private static final List<String> STEPS = Arrays.stream(Step.values()).map(Step::id).toList();

  /** What runs beside the GETs. */
  private static final Map<String, String> PHASES =
      Map.of(
          "alone", ", alone",
          "beside-keys", ", beside KEYS",
          "beside-keys-and-set", ", beside KEYS and SET");

  private final String id;

  BookChart(String id) {
    this.id = id;
  }

  /** The name in the lessons, {@code chart::latency[]}. */
  public String id() {
    return id;
  }

  /** The one of this name. */
  public static Optional<BookChart> of(String id) {
    return Arrays.stream(values()).filter(chart -> chart.id.equals(id)).findFirst();
  }

  /** What there is to draw; empty if nothing was measured for it. */
  public abstract Optional<Chart> chart(Measurements measurements, Selection selection);

  Optional<Chart> cpuBars(List<ServerRuns> servers, Selection selection) {
    var figure = LoadCharts.CPU;
    var bars = RowChart.of(servers, figure.of(), figure.format());
    if (bars.isEmpty()) return Optional.empty();
    var found =
        Finding.ofPair(
            servers,
            selection,
            figure.of(),
            "%s needs %s times the CPU time of %s",
            "%s takes %s µs of CPU time per operation");
    var caption =
        "The sentence above divides block by block, since the machine changes from one block to the"
            + " next. Server CPU time per operation, user and system, with all connections busy;"
            + " shorter is cheaper."
            + LoadCharts.BARS;
    return Optional.of(bars.build(selection.id(id), found, caption, figure.axisTitle()));
  }

  /** {@code "Steps 1 to 3 reach 97.1 % to 99.0 %"}: the lowest run and the highest. */
  private static String reach(List<ServerRuns> servers, ToDoubleFunction<LoadResult> percent) {
    var range =
        servers.stream()
            .flatMap(server -> server.runs().stream())
            .mapToDouble(percent)
            .summaryStatistics();
    var lowest = Digits.of(range.getMin());
    var highest = Digits.of(range.getMax());
    var first = servers.getFirst().words();
    var last = servers.getLast().words().replace("step ", "");
    return (servers.size() == 1
            ? Finding.upper(first) + " reaches "
            : "Steps "
                + first.replace("step ", "")
                + (servers.size() == 2 ? " and " : " to ")
                + last
                + " reach ")
        + (lowest.equals(highest) ? lowest : lowest + " to " + highest)
        + " %";
  }

  /** {@code "2 mutex"}, and {@code "3 concurrent-map"} for a variant. */
  private static String shortName(ServerInfo server) {
    var step = Step.named(server.name());
    var isDefault = server.variant().equals(step.variants().getFirst());
    return isDefault ? step.label() : step.number() + " " + server.variant();
  }

  /** The step that a store of the benchmark belongs to. */
  private static Step step(String store) {
    return Arrays.stream(Step.values())
        .filter(step -> step.variants().contains(store))
        .findFirst()
        .orElse(Step.SINGLE_WRITER); // "mailbox"
  }

  /** Those of these servers that were measured. */
  static List<ServerRuns> servers(List<LoadResult> runs, Selection selection, List<String> names) {
    var chosen =
        runs.stream()
            .filter(run -> names.contains(run.server().typed()) && selection.shows(run.server()))
            .toList();
    return ServerRuns.of(chosen).stream()
        .map(
            each ->
                new ServerRuns(
                    each.label(),
                    selection.look(each.runs().getFirst().server(), each.look()),
                    each.runs()))
        .toList();
  }
}
