package toyredis.report.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.PublishedRun;
import toyredis.report.compare.MedianInterval;
import toyredis.results.BenchResult;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.StallResult;
import toyredis.results.Step;

/** The figures behind the charts, as tables of AsciiDoc. */
final class Tables {
  private static final String NONE = "–";

  /** The table of a name. */
  @FunctionalInterface
  private interface Maker {
    void make(Tables tables, List<Step> steps) throws BookException;
  }

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put("race", Tables::race);
    MAKERS.put("original", Tables::original);
    MAKERS.put("law", Tables::law);
    MAKERS.put("saturated", Tables::saturated);
    MAKERS.put("pipelined", Tables::pipelined);
    MAKERS.put("stall", Tables::stall);
    MAKERS.put("connections", Tables::connections);
    MAKERS.put("profile", Tables::profile);
    MAKERS.put("bench", Tables::bench);
  }

  private static final double FEWEST_READS = 0.8; // the load of the lessons, and more

  private final Measurements measurements;
  private final List<String> header = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** How many columns at the left hold words; the others hold figures. */
  private int words;

  /** Whether an {@code up-to} hides what later lessons are about. */
  private boolean limited;

  private Tables(Measurements measurements) {
    this.measurements = measurements;
  }

  /**
   * A table, as lines of AsciiDoc without its caption.
   *
   * @param name race, original, law, saturated, pipelined, stall, connections, profile, or bench
   * @param attributes {@code up-to=step3} leaves the later steps out, and of the saturated runs all
   *     variants; {@code step=step3} all the other steps
   * @throws BookException if there is no such table, or nothing was measured for it
   */
  static List<String> asciidoc(String name, Measurements measurements, Map<String, ?> attributes)
      throws BookException {
    var maker = MAKERS.get(name);
    if (maker == null) {
      throw new BookException(
          "there is no table " + name + "; known: " + String.join(", ", MAKERS.keySet()));
    }
    var tables = new Tables(measurements);
    tables.limited = attributes.containsKey("up-to");
    maker.make(tables, steps(attributes));
    if (tables.rows.isEmpty()) {
      var measure = name.equals(Result.BENCH) ? "./lab bench --book" : "./lab book";
      throw new BookException("there are no results for the table " + name + ": " + measure);
    }
    return tables.lines();
  }

  private static List<Step> steps(Map<String, ?> attributes) throws BookException {
    var only = attributes.get("step");
    var last = attributes.get("up-to");
    var steps = new ArrayList<Step>();
    for (var step : Step.values()) {
      if (only != null && step != named(only)) continue;
      if (last != null && step.compareTo(named(last)) > 0) continue;
      steps.add(step);
    }
    return steps;
  }

  private static Step named(Object id) throws BookException {
    return Step.of(id.toString()).orElseThrow(() -> new BookException("there is no step " + id));
  }

  /** The race check of the steps: what was acknowledged, what was lost. */
  private void race(List<Step> steps) {
    begin(2, "step", "attack", "acknowledged", "lost", "errors");
    for (var step : steps) {
      measurements.race(step).ifPresent(race -> race.checks().forEach(check -> row(step, check)));
    }
  }

  private void row(Step step, RaceResult.Check check) {
    var attack =
        switch (check.name()) {
          case "updates" -> "updates: INCR on one key";
          case "keys" -> "keys: SET of own keys, read back";
          case "scan" -> "scan: KEYS while others write";
          case "history" -> "history: is there an order that explains all answers?";
          default -> check.name();
        };
    var error = check.firstError().lines().findFirst().map(line -> " (" + literal(line) + ")");
    add(
        step.label(),
        attack,
        Digits.whole(check.acknowledged()),
        Digits.whole(check.lost()),
        Digits.whole(check.errors()) + error.orElse(""));
  }

  /** The original's load: throughput of every step at every N, and its share of the ceiling. */
  private void original(List<Step> steps) {
    var measured = measured(Result.ORIGINAL, steps);
    begin(0, "N", "ceiling N/Z");
    measured.forEach(step -> header.add(step.label()));
    for (int connections : connections(Result.ORIGINAL)) {
      var row =
          new ArrayList<>(
              List.of(Digits.whole(connections), ceiling(Result.ORIGINAL, connections)));
      for (var step : measured) row.add(throughput(Result.ORIGINAL, step, connections));
      rows.add(row);
    }
  }

  /** The original's load over a long way: what it published, what the law says, what was found. */
  private void law(List<Step> steps) {
    var measured = measured(Result.LAW, steps);
    begin(0, "N", "the original's X", "the law: N/(Z + RTT)");
    for (var step : measured) header.addAll(List.of("X: " + step.label(), "R = N/X − Z"));
    for (int connections : connections(Result.LAW)) {
      var row = new ArrayList<String>();
      row.add(Digits.whole(connections));
      row.add(
          PublishedRun.of(connections)
              .map(run -> Digits.whole(run.operationsPerSecond()))
              .orElse(NONE));
      row.add(ceiling(Result.LAW, connections));
      for (var step : measured) {
        row.add(throughput(Result.LAW, step, connections));
        row.add(responseTime(at(Result.LAW, step, connections)));
      }
      rows.add(row);
    }
  }

  /** By the law, from throughput alone. */
  private static String responseTime(List<LoadResult> runs) {
    if (runs.isEmpty()) return NONE;
    var arrivals = runs.getFirst().load().arrivals();
    double think = (arrivals.thinkMinMillis() + arrivals.thinkMaxMillis()) / 2.0;
    int connections = runs.getFirst().load().connections();
    double cycle = 1e3 * connections / median(runs, LoadResult::operationsPerSecond);
    return Digits.whole(cycle - think) + " ms";
  }

  private List<Step> measured(String experiment, List<Step> steps) {
    return steps.stream().filter(step -> !measurements.loads(experiment, step).isEmpty()).toList();
  }

  private TreeSet<Integer> connections(String experiment) {
    var connections = new TreeSet<Integer>();
    for (var run : measurements.loads(experiment)) connections.add(run.load().connections());
    return connections;
  }

  private List<LoadResult> at(String experiment, Step step, int connections) {
    return measurements.loads(experiment, step).stream()
        .filter(run -> run.load().connections() == connections)
        .toList();
  }

  private String ceiling(String experiment, int connections) {
    return measurements.loads(experiment).stream()
        .filter(run -> run.load().connections() == connections)
        .findFirst()
        .map(run -> Digits.whole(run.ceiling()))
        .orElse(NONE);
  }

  private String throughput(String experiment, Step step, int connections) {
    var runs = at(experiment, step, connections);
    if (runs.isEmpty()) return NONE;
    double median = median(runs, LoadResult::operationsPerSecond);
    double ceiling = runs.getFirst().ceiling();
    long errors = runs.stream().mapToLong(run -> run.totalErrors() + run.failedConnections()).sum();
    return Digits.whole(median)
        + (ceiling > 0 ? " (" + Digits.whole(100 * median / ceiling) + " %)" : "")
        + (errors > 0 ? ", " + Digits.whole(errors) + " failed" : "");
  }

  /** All connections busy: medians, with the lowest and highest run. */
  private void saturated(List<Step> steps) {
    begin(1, "server", "ops/s", "min–max", "CPU µs/op", "min–max", "p50", "p99");
    for (var server : servers(Result.SATURATED, steps)) {
      if (limited && server.contains("/")) continue;
      var runs = measurements.loads(Result.SATURATED, server);
      add(
          label(runs.getFirst().server()),
          Digits.whole(median(runs, LoadResult::operationsPerSecond)),
          range(runs, LoadResult::operationsPerSecond),
          known(runs, Tables::cpu, Digits::of),
          range(runs, Tables::cpu),
          Digits.millis(median(runs, run -> run.latency().p50())) + " ms",
          Digits.millis(median(runs, run -> run.latency().p99())) + " ms");
    }
  }

  /** CPU with one request in a write, and with several. */
  private void pipelined(List<Step> steps) {
    begin(1, "server", "CPU µs/op, P = 1", "CPU µs/op, pipelined", "min–max", "ops/s, pipelined");
    for (var server : servers(Result.PIPELINED, steps)) {
      var runs = measurements.loads(Result.PIPELINED, server);
      add(
          label(runs.getFirst().server()) + ", P = " + runs.getFirst().load().pipeline(),
          known(measurements.loads(Result.SATURATED, server), Tables::cpu, Digits::of),
          known(runs, Tables::cpu, Digits::of),
          range(runs, Tables::cpu),
          Digits.whole(median(runs, LoadResult::operationsPerSecond)));
    }
  }

  /** The longest GET of a round: the median round, with the lowest and the highest. */
  private void stall(List<Step> steps) {
    begin(1, "server", "alone", "beside a KEYS", "beside a KEYS and a SET");
    for (var stall : measurements.stalls()) {
      if (steps.stream().noneMatch(step -> step.id().equals(stall.server().name()))) continue;
      add(
          label(stall.server()),
          phase(stall, "alone"),
          phase(stall, "beside-keys"),
          phase(stall, "beside-keys-and-set"));
    }
  }

  private static String phase(StallResult stall, String name) {
    return stall.phases().stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .map(
            phase ->
                Digits.in(
                    "%s ms (%s–%s)",
                    Digits.of(phase.medianMillis()),
                    Digits.of(phase.lowestMillis()),
                    Digits.of(phase.highestMillis())))
        .orElse(NONE);
  }

  /** What a connection that is idle most of the time costs. */
  private void connections(List<Step> steps) {
    begin(1, "server", "connections", "KiB each", "min–max", "threads", "resident MiB");
    for (var server : servers(Result.CONNECTIONS, steps)) {
      var runs = measurements.loads(Result.CONNECTIONS, server);
      add(
          label(runs.getFirst().server()) + ", " + runs.getFirst().server().threads(),
          Digits.whole(runs.getFirst().load().connections()),
          known(runs, Tables::kibibytes, Digits::of),
          range(runs, Tables::kibibytes),
          known(runs, run -> run.serverUse().threads(), Digits::whole),
          known(runs, run -> run.serverUse().rssMiB(), Digits::of));
    }
  }

  private static double kibibytes(LoadResult run) {
    return run.serverUse().bytesPerConnection() / 1024;
  }

  /** What the CPU time went to, the recorder's own left aside. */
  private void profile(List<Step> steps) {
    var profiles =
        measurements.profiles().stream()
            .filter(it -> steps.stream().anyMatch(step -> step.id().equals(it.server().name())))
            .toList();
    if (profiles.isEmpty()) return;
    begin(1, "CPU time per operation");
    var uses = new TreeSet<String>();
    for (var profile : profiles) {
      var label = label(profile.server());
      header.addAll(List.of(label + ", µs", label + ", share"));
      uses.addAll(profile.cpu().keySet());
    }
    uses.remove(ProfileResult.RECORDER);
    var largestFirst = new ArrayList<>(uses);
    largestFirst.sort(
        Collections.reverseOrder(
            (a, b) ->
                Double.compare(micros(profiles.getFirst(), a), micros(profiles.getFirst(), b))));
    for (var use : largestFirst) {
      var row = new ArrayList<>(List.of(use.equals("jvm") ? "the JVM itself" : use));
      for (var profile : profiles) {
        row.add(Digits.of(micros(profile, use)));
        row.add(Digits.percent(profile.cpuShare(List.of(use))));
      }
      rows.add(row);
    }
  }

  private static double micros(ProfileResult profile, String use) {
    return profile.cpu().getOrDefault(use, 0.0);
  }

  /** The stores without the network, in nanoseconds. */
  private void bench(List<Step> steps) {
    var bench = measurements.bench();
    if (bench.isEmpty()) return;
    var mailboxToo = steps.contains(Step.SINGLE_WRITER);
    var scores =
        bench.get().scores().stream()
            .filter(score -> score.readShare() >= FEWEST_READS)
            .filter(score -> mailboxToo || !score.store().equals("mailbox"))
            .toList();
    var columns = new LinkedHashMap<String, String>(); // what tells a column, and its title
    for (var score : scores) columns.putIfAbsent(column(score), title(score));
    begin(1, "store");
    columns.values().forEach(header::add);
    for (var store : scores.stream().map(BenchResult.Score::store).distinct().toList()) {
      var row = new ArrayList<>(List.of(store));
      for (var column : columns.keySet()) {
        row.add(
            scores.stream()
                .filter(score -> score.store().equals(store) && column(score).equals(column))
                .findFirst()
                .map(score -> Digits.whole(score.nanos()) + " ns")
                .orElse(NONE));
      }
      rows.add(row);
    }
  }

  private static String column(BenchResult.Score score) {
    return score.readShare() + " " + score.threads();
  }

  private static String title(BenchResult.Score score) {
    var what = Digits.whole(100 * score.readShare()) + " % GET";
    return what + (score.threads() == 1 ? ", 1 thread" : ", " + score.threads() + " threads");
  }

  /** The servers of an experiment that are one of these steps, as they are typed. */
  private List<String> servers(String experiment, List<Step> steps) {
    return measurements.loads(experiment).stream()
        .map(LoadResult::server)
        .filter(server -> steps.stream().anyMatch(step -> step.id().equals(server.name())))
        .map(ServerInfo::typed)
        .distinct()
        .sorted()
        .toList();
  }

  /** {@code "4 single writer, batch"}. */
  private static String label(ServerInfo server) {
    var rest = server.typed().substring(server.name().length()).replace("/", ", ");
    return Step.of(server.name()).map(Step::label).orElse(server.name()) + rest;
  }

  private static double cpu(LoadResult run) {
    return run.serverUse().cpuMicros();
  }

  private static double median(List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    return MedianInterval.of(runs.stream().mapToDouble(figure)).median();
  }

  /** The median, where every run has the figure. */
  private static String known(
      List<LoadResult> runs, ToDoubleFunction<LoadResult> figure, DoubleFunction<String> format) {
    boolean known = !runs.isEmpty() && runs.stream().mapToDouble(figure).allMatch(it -> it > 0);
    return known ? format.apply(median(runs, figure)) : NONE;
  }

  private static String range(List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    var range = runs.stream().mapToDouble(figure).summaryStatistics();
    return range.getMin() > 0 ? Digits.of(range.getMin()) + "–" + Digits.of(range.getMax()) : NONE;
  }

  private void begin(int words, String... titles) {
    this.words = words;
    header.addAll(Arrays.asList(titles));
  }

  private void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Words that are shown as they are, whatever AsciiDoc would make of their signs. */
  private static String literal(String text) {
    return "pass:c[" + text.replace("]", "\\]").replace("|", "\\|") + "]";
  }

  private List<String> lines() {
    var widths = new ArrayList<String>();
    for (int i = 0; i < header.size(); i++) widths.add(i < words ? "<2" : ">1");
    var lines = new ArrayList<String>();
    lines.add("[.figures%header,cols=\"" + String.join(",", widths) + "\"]");
    lines.add("|===");
    Stream.concat(Stream.of(header), rows.stream())
        .forEach(
            row -> {
              row.forEach(cell -> lines.add("|" + cell));
              lines.add("");
            });
    lines.add("|===");
    return lines;
  }
}
