package toyredis.report.compare;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import toyredis.report.compare.Comparison.Figure;
import toyredis.report.compare.Comparison.Row;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.text.Table;
import toyredis.results.text.Words;

/** A comparison as tables in characters, and as CSV for a spreadsheet. */
public final class ComparisonText {
  private static final int READABLE = 100; // columns of prose

  private ComparisonText() {}

  /**
   * For each value of the swept parameter the figures, then the ratios; ends without a line break.
   *
   * @param columns how wide it may be
   */
  public static String of(Comparison comparison, int columns) {
    var text = new StringBuilder();
    for (var value : comparison.values()) {
      if (!value.isEmpty()) {
        text.append("==== %s %s ====\n".formatted(comparison.parameter(), value));
      }
      var rows = comparison.rows(value);
      text.append(figures(rows).text(columns));
      text.append('\n');
      if (rows.stream().anyMatch(row -> row.throughputRatio().isPresent())) {
        text.append(ratios(rows, comparison.baseline()).text(columns));
        text.append('\n');
      }
    }
    var bottlenecks = bottlenecks(comparison);
    bottlenecks.forEach(line -> text.append(line).append('\n'));
    if (!bottlenecks.isEmpty()) text.append('\n');
    for (var line : Words.fold(howToRead(comparison), Math.min(columns, READABLE), 0)) {
      text.append(line).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static Table figures(List<Row> rows) {
    var table =
        new Table()
            .words("")
            .figure("ops/s", 0)
            .figure("[min–max]", 2)
            .figure("CPU µs/op", 0)
            .figure("[min–max]", 2)
            .figure("p50 ms", 3)
            .figure("p99 ms", 1)
            .figure("errors", 0);
    for (var row : rows) {
      table.row(
          row.server().equals(Comparison.CEILING)
              ? Comparison.CEILING + " (ceiling)"
              : row.server(),
          Digits.of(row.throughput().median()),
          range(row.throughput()),
          row.cpu().map(cpu -> Digits.of(cpu.median())).orElse("–"),
          row.cpu().map(ComparisonText::range).orElse(""),
          Digits.of(row.p50Millis().median()),
          Digits.of(row.p99Millis().median()),
          Digits.whole(row.errors()));
    }
    return table;
  }

  private static Table ratios(List<Row> rows, String baseline) {
    var table =
        new Table().words("divided by " + baseline).words("CPU per operation").words("throughput");
    for (var row : rows) {
      if (row.throughputRatio().isEmpty()) continue;
      table.row(
          row.server(),
          ratio(row.cpuRatio(), "costlier", "cheaper"),
          ratio(row.throughputRatio(), "faster", "slower"));
    }
    return table;
  }

  private static String ratio(Optional<MedianInterval> ratio, String more, String less) {
    return ratio.map(interval -> interval.text() + " " + interval.verdict(more, less)).orElse("–");
  }

  /** What each server came to against the baseline, a sentence each. */
  public static List<String> verdicts(Comparison comparison) {
    var sentences = new ArrayList<String>();
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        var server = row.server() + at(comparison, value);
        row.cpuRatio()
            .ifPresent(
                ratio ->
                    sentences.add(
                        sentence(
                            server + " needs %s times the CPU time of " + comparison.baseline(),
                            ratio,
                            ratio.verdict("costlier", "cheaper"))));
        row.throughputRatio()
            .ifPresent(
                ratio ->
                    sentences.add(
                        sentence(
                            server + " has %s times the throughput of " + comparison.baseline(),
                            ratio,
                            ratio.verdict("faster", "slower"))));
      }
    }
    return sentences;
  }

  private static String sentence(String finding, MedianInterval ratio, String verdict) {
    return finding.formatted(ratio.text()) + ": " + verdict + ".";
  }

  /** Why the figures may not be the servers': a busy machine, the generator's limits, errors. */
  public static List<String> warnings(Comparison comparison) {
    var warnings = new ArrayList<String>();
    // the later runs find the machine busy with the comparison's own
    comparison.runs().stream()
        .map(ComparedRun::result)
        .min(comparing(LoadResult::started))
        .filter(first -> first.machine().busy())
        .ifPresent(
            first ->
                warnings.add(
                    "The machine was busy with something else when the comparison began (a task"
                        + " waited for a processor for %s %% of the time): runs scatter more."
                            .formatted(Digits.of(first.machine().cpuPressure()))));
    warnings.addAll(bottlenecks(comparison));
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        if (row.errors() == 0) continue;
        warnings.add(
            row.server() + at(comparison, value) + ": " + Digits.whole(row.errors()) + " errors");
      }
    }
    return warnings;
  }

  /** Where the generator set the limit, servers were not told apart. */
  private static List<String> bottlenecks(Comparison comparison) {
    var lines = new ArrayList<String>();
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        if (row.bottlenecks().isEmpty() || row.server().equals(Comparison.CEILING)) continue;
        lines.add(
            "%s%s, in %s of %s runs: %s"
                .formatted(
                    row.server(),
                    at(comparison, value),
                    row.bottlenecks().size(),
                    row.throughput().runs(),
                    row.bottlenecks().getFirst()));
      }
    }
    return lines;
  }

  private static String at(Comparison comparison, String value) {
    return value.isEmpty() ? "" : " at " + comparison.parameter() + " " + value;
  }

  /** What a figure and its interval mean; empty if nothing was divided. */
  public static String howToRead(Comparison comparison) {
    var ratios =
        comparison.values().stream()
            .flatMap(value -> comparison.rows(value).stream())
            .flatMap(row -> row.throughputRatio().stream())
            .toList();
    if (ratios.isEmpty()) return "";
    // a comparison that was cut short has fewer runs of some servers
    var fewest = ratios.stream().min(comparingInt(MedianInterval::runs)).orElseThrow();
    return "A figure is the median of %s, with the lowest and the highest. A ratio is the median of the blocks' ratios; its interval covers the true one with %s %% confidence, each by itself: of many, one may miss. \"inconclusive\": the interval contains 1%s."
        .formatted(
            fewest.runs() == 1 ? "1 run" : fewest.runs() + " runs",
            Digits.whole(100 * fewest.confidence()),
            fewest.decisive()
                ? ""
                : ", or there are too few runs to decide: take "
                    + MedianInterval.FEWEST_DECISIVE
                    + " or more");
  }

  /**
   * A line per server and value, after a line of names (RFC 4180). A number has a point, whatever
   * the locale, and no grouping; one that is unknown is an empty cell.
   */
  public static String csv(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add(
        "parameter,value,server,runs,ops_per_s,ops_per_s_min,ops_per_s_max,cpu_us_per_op,"
            + "cpu_us_per_op_min,cpu_us_per_op_max,p50_ms,p99_ms,errors,baseline,"
            + "cpu_ratio,cpu_ratio_low,cpu_ratio_high,cpu_verdict,"
            + "throughput_ratio,throughput_ratio_low,throughput_ratio_high,throughput_verdict,"
            + "confidence");
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        var cells =
            new ArrayList<>(
                List.of(
                    cell(comparison.parameter()),
                    cell(value),
                    cell(row.server()),
                    "" + row.throughput().runs(),
                    cells(row.throughput()),
                    row.cpu().map(ComparisonText::cells).orElse(",,"),
                    number(row.p50Millis().median()),
                    number(row.p99Millis().median()),
                    "" + row.errors(),
                    cell(comparison.baseline()),
                    cells(row.cpuRatio(), "costlier", "cheaper"),
                    cells(row.throughputRatio(), "faster", "slower")));
        cells.add(row.throughputRatio().map(ratio -> number(ratio.confidence())).orElse(""));
        lines.add(String.join(",", cells));
      }
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  /** Text as a cell; an apostrophe keeps a spreadsheet from taking it for a formula. */
  private static String cell(String text) {
    var plain = text.matches("(?s)[=+\\-@\t\r\n].*") ? "'" + text : text;
    return plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }

  private static String cells(Figure figure) {
    return number(figure.median()) + "," + number(figure.min()) + "," + number(figure.max());
  }

  private static String cells(Optional<MedianInterval> ratio, String more, String less) {
    if (ratio.isEmpty()) return ",,,";
    var interval = ratio.get();
    return String.join(
        ",",
        number(interval.median()),
        number(interval.low()),
        number(interval.high()),
        interval.verdict(more, less));
  }

  private static String range(Figure figure) {
    if (figure.runs() == 1) return "";
    return "[" + Digits.of(figure.min()) + "–" + Digits.of(figure.max()) + "]";
  }

  private static String number(double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, "%.4f", number) : "";
  }
}
