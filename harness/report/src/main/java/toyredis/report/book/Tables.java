package toyredis.report.book;

import static toyredis.results.Result.ORIGINAL;
import static toyredis.results.Result.SATURATED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import toyredis.report.BookException;
import toyredis.report.Html;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Step;

/** The figures behind the charts, as HTML tables. */
final class Tables {
  private Tables() {}

  /** The race check of the steps given: what was acknowledged, what was lost. */
  static String race(Measurements measurements, List<Step> steps) throws BookException {
    var rows = new ArrayList<List<String>>();
    for (var step : steps) {
      var race = measurements.race(step);
      if (race.isEmpty()) continue;
      for (var check : race.get().checks()) {
        var attack =
            switch (check.name()) {
              case "updates" -> "updates: INCR on one key";
              case "keys" -> "keys: SET of own keys, read back";
              case "scan" -> "scan: KEYS while others write";
              case "history" -> "history: is there an order that explains all answers?";
              default -> check.name();
            };
        var error =
            check.firstError().isEmpty()
                ? ""
                : " (" + check.firstError().lines().findFirst().orElse("") + ")";
        rows.add(
            List.of(
                step.label(),
                attack,
                Digits.whole(check.acknowledged()),
                Digits.whole(check.lost()),
                Digits.whole(check.errors()) + error));
      }
    }
    return table(List.of("step", "attack", "acknowledged", "lost", "errors"), 2, rows);
  }

  /** The original's load: throughput of every step at every N, and its share of the ceiling. */
  static String original(Measurements measurements) throws BookException {
    var counts = new TreeSet<Integer>();
    for (var step : Step.values()) {
      measurements.loads(ORIGINAL, step).forEach(run -> counts.add(run.load().connections()));
    }
    var rows = new ArrayList<List<String>>();
    for (var connections : counts) {
      var row = new ArrayList<String>(List.of(Digits.whole(connections), ""));
      for (var step : Step.values()) {
        var runs =
            measurements.loads(ORIGINAL, step).stream()
                .filter(run -> run.load().connections() == connections)
                .toList();
        if (runs.isEmpty()) {
          row.add("–");
          continue;
        }
        var run = Measurements.median(runs);
        row.set(1, Digits.whole(run.ceiling()));
        var failed = run.failedConnections() + run.totalErrors();
        row.add(
            Digits.whole(run.operationsPerSecond())
                + (run.ceiling() > 0
                    ? " (" + Digits.whole(100 * run.operationsPerSecond() / run.ceiling()) + " %)"
                    : "")
                + (failed > 0 ? ", " + Digits.whole(failed) + " failed" : ""));
      }
      rows.add(row);
    }
    var header = new ArrayList<>(List.of("N", "ceiling N/Z"));
    Arrays.stream(Step.values()).forEach(step -> header.add(step.label()));
    return table(header, 0, rows);
  }

  /** All connections busy: medians, with the lowest and highest run. */
  static String saturated(Measurements measurements) throws BookException {
    var rows = new ArrayList<List<String>>();
    for (var step : Step.values()) {
      var runs = measurements.loads(SATURATED, step);
      if (runs.isEmpty()) continue;
      var median = Measurements.median(runs);
      var speeds = runs.stream().mapToDouble(LoadResult::operationsPerSecond).summaryStatistics();
      var cpu = runs.stream().mapToDouble(run -> run.serverUse().cpuMicros()).summaryStatistics();
      rows.add(
          List.of(
              step.label(),
              Digits.whole(median.operationsPerSecond()),
              Digits.whole(speeds.getMin()) + "–" + Digits.whole(speeds.getMax()),
              Digits.tenths(Figures.medianCpu(runs)),
              Digits.tenths(cpu.getMin()) + "–" + Digits.tenths(cpu.getMax()),
              Digits.inMillis(median.latency().p50()),
              Digits.inMillis(median.latency().p99())));
    }
    var header = List.of("step", "ops/s", "min–max", "CPU µs/op", "min–max", "p50", "p99");
    return table(header, 1, rows);
  }

  /**
   * @param words columns on the left that hold words; the others hold numbers
   */
  private static String table(List<String> header, int words, List<List<String>> rows)
      throws BookException {
    if (rows.isEmpty()) throw new BookException("there are no results for this table");
    var html = new StringBuilder("<div class=\"wide\"><table class=\"figures\"><thead>");
    html.append(row("th", header, words)).append("</thead><tbody>");
    rows.forEach(row -> html.append(row("td", row, words)));
    return html.append("</tbody></table></div>").toString();
  }

  private static String row(String tag, List<String> cells, int words) {
    var html = new ArrayList<String>();
    for (int i = 0; i < cells.size(); i++) {
      var numeric = i >= words ? " class=\"number\"" : "";
      html.add("<" + tag + numeric + ">" + Html.escape(cells.get(i)) + "</" + tag + ">");
    }
    return html.stream().collect(Collectors.joining("", "<tr>", "</tr>"));
  }
}
