package toyredis.report.book;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.Html;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Footnote;
import toyredis.report.chart.ForestChart;
import toyredis.report.chart.LoadCharts;
import toyredis.report.chart.StoreTimeChart;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.ComparisonText;
import toyredis.report.compare.SweptParameter;
import toyredis.report.draw.ChartFiles;
import toyredis.report.draw.ChartTheme;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;

/**
 * The charts of a comparison, or of single runs: as files, and as one page that needs none of them
 * and can be put on any web server.
 */
public final class CompareReport {
  private CompareReport() {}

  /**
   * A comparison: the ratios with their intervals first, the verdicts in sentences, what casts
   * doubt on them, the figures behind them, and how to repeat it.
   *
   * @param folder made where it is missing; files of these names in it are replaced
   * @param swept what differs between the runs of one server
   * @param command what repeats it, the seed included
   * @return what was written, the page {@code index.html} first; nothing when there are no results
   * @throws IOException when a file cannot be written
   */
  public static List<Path> write(
      Path folder, Comparison comparison, SweptParameter swept, String command) throws IOException {
    var results = comparison.runs().stream().map(ComparedRun::result).toList();
    if (results.isEmpty()) return List.of();
    var footnote = Footnote.of(results, LoadResult::load);
    var figures = LoadCharts.of(results, swept);
    var charts = new ArrayList<>(figures);
    var content = new StringBuilder("<h1>Servers compared</h1>\n");
    var ratios = ForestChart.of(comparison).map(chart -> chart.withFootnote(footnote));
    if (ratios.isPresent()) {
      charts.addFirst(ratios.get());
      content.append(figure(ratios.get()));
      content.append("<h2>Verdicts</h2>\n").append(list(ComparisonText.verdicts(comparison)));
      content.append(paragraph(ComparisonText.howToRead(comparison)));
    }
    var warnings = ComparisonText.warnings(comparison);
    if (!warnings.isEmpty()) content.append("<h2>Warnings</h2>\n").append(list(warnings));
    content.append("<h2>Measured</h2>\n").append(paragraph(footnote));
    content.append("<pre><code>").append(Html.escape(command)).append("</code></pre>\n");
    content.append("<h2>Figures</h2>\n");
    figures.forEach(chart -> content.append(figure(chart)));
    return write(folder, charts, content.toString());
  }

  /**
   * The charts of results that are there, and of the time in the store.
   *
   * @param results of one machine; those of several servers and repetitions in any order
   * @param profiles of the same servers; there may be none
   */
  public static List<Path> write(
      Path folder, List<LoadResult> results, SweptParameter swept, List<ProfileResult> profiles)
      throws IOException {
    var charts = new ArrayList<>(LoadCharts.of(results, swept));
    if (!profiles.isEmpty()) {
      var footnote = Footnote.of(profiles, ProfileResult::load);
      charts.add(StoreTimeChart.of(profiles).withFootnote(footnote));
    }
    if (charts.isEmpty()) return List.of();
    var footnotes = charts.stream().map(Chart::footnote).distinct();
    var content =
        paragraph(footnotes.collect(joining(" ")))
            + charts.stream().map(CompareReport::figure).collect(joining());
    return write(folder, charts, content);
  }

  private static List<Path> write(Path folder, List<Chart> charts, String content)
      throws IOException {
    Files.createDirectories(folder);
    var written = new ArrayList<Path>();
    for (var chart : charts) written.addAll(ChartFiles.write(chart, folder));
    var index = folder.resolve("index.html");
    Files.writeString(index, page(content));
    written.addFirst(index);
    return written;
  }

  private static String page(String content) {
    return
"""
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>toy-redis: servers compared</title>
<style>
%s
body { margin: 1.5rem auto; max-width: 700px; padding: 0 1rem; background: var(--chart-background);
  color: var(--chart-ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
figure { margin: 0 0 2.5rem; }
svg.chart { max-width: 100%%; height: auto; }
.narrow { display: none; }
@media (max-width: 600px) { .wide { display: none; } .narrow { display: block; } }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid var(--chart-grid); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: 0 0 0.5rem; }
figcaption { font-size: 0.9rem; }
</style>
</head>
<body>
<main>
%s</main>
</body>
</html>
"""
        .formatted(ChartTheme.css(), content);
  }

  private static String figure(Chart chart) {
    try {
      return
"""
<figure id="%1$s">
<h3>%2$s</h3>
<div class="wide">%3$s</div>
<div class="narrow">%4$s</div>
<figcaption>%5$s</figcaption>
</figure>
"""
          .formatted(
              chart.id(),
              Html.escape(chart.title()),
              ChartFiles.svg(chart, false),
              ChartFiles.svg(chart, true),
              Html.escape(chart.caption()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String list(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "<li>" + Html.escape(sentence) + "</li>\n")
        .collect(joining("", "<ul>\n", "</ul>\n"));
  }

  private static String paragraph(String text) {
    return "<p>" + Html.escape(text) + "</p>\n";
  }
}
