package toyredis.report;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import toyredis.report.Comparison.Figure;
import toyredis.report.Comparison.Ratio;
import toyredis.report.Comparison.Row;

/** A comparison as tables in characters, and as CSV for a spreadsheet. */
public final class ComparisonText {
  private static final String FIGURES = "%-22s %9s %-19s %9s %-15s %7s %7s %6s\n";
  private static final String RATIOS = "%-22s %-38s %s\n";

  private ComparisonText() {}

  /**
   * For each value of the swept parameter the figures, then the ratios; ends without a line break.
   */
  public static String of(Comparison comparison) {
    var text = new StringBuilder();
    for (var value : comparison.values()) {
      if (!value.isEmpty()) {
        text.append("==== %s %s ====\n".formatted(comparison.parameter(), value));
      }
      var rows = comparison.rows(value);
      figures(text, rows);
      text.append('\n');
      if (rows.stream().anyMatch(row -> row.throughputRatio().isPresent())) {
        ratios(text, rows, comparison.baseline());
        text.append('\n');
      }
    }
    bottlenecks(text, comparison);
    text.append(howToRead(comparison));
    return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static void figures(StringBuilder text, List<Row> rows) {
    text.append(
        FIGURES.formatted(
            "", "ops/s", "[min–max]", "CPU µs/op", "[min–max]", "p50 ms", "p99 ms", "errors"));
    for (var row : rows) {
      text.append(
          FIGURES.formatted(
              row.candidate().equals(Comparison.CEILING)
                  ? Comparison.CEILING + " (ceiling)"
                  : row.candidate(),
              whole(row.throughput().median()),
              range(row.throughput(), ComparisonText::whole),
              row.cpu().map(cpu -> twoDigits(cpu.median())).orElse("–"),
              row.cpu().map(cpu -> range(cpu, ComparisonText::twoDigits)).orElse(""),
              twoDigits(row.p50Millis().median()),
              twoDigits(row.p99Millis().median()),
              whole(row.errors())));
    }
  }

  private static void ratios(StringBuilder text, List<Row> rows, String baseline) {
    text.append(RATIOS.formatted("divided by " + baseline, "CPU per operation", "throughput"));
    for (var row : rows) {
      if (row.throughputRatio().isEmpty()) continue;
      text.append(
          RATIOS.formatted(
              row.candidate(),
              ratio(row.cpuRatio(), "dearer", "cheaper"),
              ratio(row.throughputRatio(), "faster", "slower")));
    }
  }

  private static String ratio(Optional<Ratio> ratio, String more, String less) {
    if (ratio.isEmpty()) return "–";
    var interval = ratio.get().interval();
    var p = ratio.get().p().map(value -> String.format(Locale.ROOT, " p %.3f", value));
    return String.format(
            Locale.ROOT,
            "%.2f [%.2f–%.2f] %-12s",
            interval.median(),
            interval.low(),
            interval.high(),
            ratio.get().verdict(more, less))
        + p.orElse("");
  }

  /** Where the generator set the limit, candidates were not told apart. */
  private static void bottlenecks(StringBuilder text, Comparison comparison) {
    int before = text.length();
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        if (row.bottlenecks().isEmpty() || row.candidate().equals(Comparison.CEILING)) continue;
        text.append(
            "%s%s, in %d of %d runs: %s\n"
                .formatted(
                    row.candidate(),
                    value.isEmpty() ? "" : " at " + comparison.parameter() + " " + value,
                    row.bottlenecks().size(),
                    row.throughput().runs(),
                    row.bottlenecks().getFirst()));
      }
    }
    if (text.length() > before) text.append('\n');
  }

  private static String howToRead(Comparison comparison) {
    var ratios =
        comparison.values().stream()
            .flatMap(value -> comparison.rows(value).stream())
            .flatMap(row -> row.throughputRatio().stream())
            .toList();
    if (ratios.isEmpty()) return "";
    // a comparison that was cut short has fewer runs of some candidates
    var fewest =
        ratios.stream().map(Ratio::interval).min(comparingInt(MedianInterval::runs)).orElseThrow();
    var text =
        """
        A figure is the median of %s, with the lowest and the highest. A ratio is the median of the
        blocks' ratios; its interval covers the true one with %.0f %% confidence, each by itself: of
        many, one may miss. "inconclusive": the interval contains 1%s.
        """
            .formatted(
                fewest.runs() == 1 ? "1 run" : fewest.runs() + " runs",
                100 * fewest.confidence(),
                fewest.decisive() ? "" : ", or there are too few runs to decide: take 6 or more");
    if (ratios.stream().noneMatch(ratio -> ratio.p().isPresent())) return text;
    return text + "p: exact Mann-Whitney test, two-sided; it takes no notice of the blocks.\n";
  }

  /**
   * A line per candidate and value, after a line of names (RFC 4180). A number has a point,
   * whatever the locale, and no grouping; one that is unknown is an empty cell.
   */
  public static String csv(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add(
        "parameter,value,candidate,runs,ops_per_s,ops_per_s_min,ops_per_s_max,cpu_us_per_op,"
            + "cpu_us_per_op_min,cpu_us_per_op_max,p50_ms,p99_ms,errors,baseline,"
            + "cpu_ratio,cpu_ratio_low,cpu_ratio_high,cpu_verdict,cpu_p,"
            + "throughput_ratio,throughput_ratio_low,throughput_ratio_high,throughput_verdict,"
            + "throughput_p,confidence");
    for (var value : comparison.values()) {
      for (var row : comparison.rows(value)) {
        var cells =
            new ArrayList<>(
                List.of(
                    cell(comparison.parameter()),
                    cell(value),
                    cell(row.candidate()),
                    "" + row.throughput().runs(),
                    cells(row.throughput()),
                    row.cpu().map(ComparisonText::cells).orElse(",,"),
                    number(row.p50Millis().median()),
                    number(row.p99Millis().median()),
                    "" + row.errors(),
                    cell(comparison.baseline()),
                    cells(row.cpuRatio(), "dearer", "cheaper"),
                    cells(row.throughputRatio(), "faster", "slower")));
        cells.add(row.throughputRatio().map(r -> number(r.interval().confidence())).orElse(""));
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

  private static String cells(Optional<Ratio> ratio, String more, String less) {
    if (ratio.isEmpty()) return ",,,,";
    var interval = ratio.get().interval();
    return String.join(
        ",",
        number(interval.median()),
        number(interval.low()),
        number(interval.high()),
        ratio.get().verdict(more, less),
        ratio.get().p().map(ComparisonText::number).orElse(""));
  }

  private static String range(Figure figure, DoubleFunction<String> format) {
    if (figure.runs() == 1) return "";
    return "[" + format.apply(figure.min()) + "–" + format.apply(figure.max()) + "]";
  }

  private static String number(double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, "%.4f", number) : "";
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, "%,.2f", number);
  }
}
