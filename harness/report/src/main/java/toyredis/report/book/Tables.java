package toyredis.report.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import toyredis.report.BookException;
import toyredis.report.Html;
import toyredis.report.Measurements;
import toyredis.report.compare.Comparison;
import toyredis.results.Digits;
import toyredis.results.Result;
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
    var comparison =
        Comparison.ofExperiment(measurements.loads(Result.ORIGINAL), Step.NAIVE_MAP.id());
    var rows = new ArrayList<List<String>>();
    for (var value : comparison.values()) {
      var load =
          comparison.runs().stream()
              .filter(run -> run.value().equals(value))
              .findFirst()
              .orElseThrow()
              .result();
      var ceiling = load.ceiling();
      var row =
          new ArrayList<>(List.of(Digits.whole(load.load().connections()), Digits.whole(ceiling)));
      for (var step : Step.values()) {
        row.add(
            comparison.rows(value).stream()
                .filter(each -> each.server().equals(step.id()))
                .findFirst()
                .map(each -> throughput(each, ceiling))
                .orElse("–"));
      }
      rows.add(row);
    }
    var header = new ArrayList<>(List.of("N", "ceiling N/Z"));
    Arrays.stream(Step.values()).forEach(step -> header.add(step.label()));
    return table(header, 0, rows);
  }

  private static String throughput(Comparison.Row row, double ceiling) {
    var median = row.throughput().median();
    return Digits.whole(median)
        + (ceiling > 0 ? " (" + Digits.whole(100 * median / ceiling) + " %)" : "")
        + (row.errors() > 0 ? ", " + Digits.whole(row.errors()) + " failed" : "");
  }

  /** All connections busy: medians, with the lowest and highest run. */
  static String saturated(Measurements measurements) throws BookException {
    var rows = new ArrayList<List<String>>();
    for (var row : Figures.saturated(measurements)) {
      var speed = row.throughput();
      var cpu = row.cpu();
      rows.add(
          List.of(
              Step.of(row.server()).orElseThrow().label(),
              Digits.whole(speed.median()),
              Digits.whole(speed.min()) + "–" + Digits.whole(speed.max()),
              cpu.map(of -> Digits.of(of.median())).orElse("–"),
              cpu.map(of -> Digits.of(of.min()) + "–" + Digits.of(of.max())).orElse("–"),
              Digits.of(row.p50Millis().median()) + " ms",
              Digits.of(row.p99Millis().median()) + " ms"));
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
