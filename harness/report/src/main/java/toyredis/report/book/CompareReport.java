package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import toyredis.report.Html;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Footnote;
import toyredis.report.chart.LoadCharts;
import toyredis.report.chart.StoreTimeChart;
import toyredis.report.compare.SweptParameter;
import toyredis.report.draw.ChartFiles;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;

/** The charts of a comparison, or of a single run, as files to look at. */
public final class CompareReport {
  private CompareReport() {}

  /**
   * Draws every chart that the results have data for, each as SVG and PNG, light and dark, with the
   * load and the machine below it; and {@code index.html}, which shows them all.
   *
   * @param folder made where it is missing; files of these names in it are replaced
   * @param results of one machine; those of several servers and repetitions in any order
   * @param swept what differs between the runs of one server
   * @return what was written; nothing when there are no results
   * @throws IOException when a file cannot be written
   */
  public static List<Path> write(Path folder, List<LoadResult> results, SweptParameter swept)
      throws IOException {
    return write(folder, results, swept, List.of());
  }

  /**
   * The same, with the time in the store.
   *
   * @param profiles of the same servers; there may be none
   */
  public static List<Path> write(
      Path folder, List<LoadResult> results, SweptParameter swept, List<ProfileResult> profiles)
      throws IOException {
    var charts = new LinkedHashMap<Chart, String>();
    for (var chart : LoadCharts.of(results, swept)) {
      charts.put(chart, Footnote.of(results, LoadResult::load));
    }
    if (!profiles.isEmpty()) {
      charts.put(StoreTimeChart.of(profiles), Footnote.of(profiles, ProfileResult::load));
    }
    if (charts.isEmpty()) return List.of();
    Files.createDirectories(folder);
    var written = new ArrayList<Path>();
    for (var chart : charts.keySet()) {
      written.addAll(ChartFiles.write(chart, charts.get(chart), folder));
    }
    var index = folder.resolve("index.html");
    Files.writeString(index, page(charts));
    written.addFirst(index);
    return written;
  }

  private static String page(Map<Chart, String> charts) {
    return
"""
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>toy-redis: charts</title>
<style>
body { margin: 2rem auto; max-width: 700px; padding: 0 1rem; background: #fff; color: #1d2430;
  font: 16px/1.5 system-ui, sans-serif; }
figure { margin: 0 0 3rem; }
img { max-width: 100%%; height: auto; }
figcaption { font-size: 0.9rem; }
@media (prefers-color-scheme: dark) { body { background: #14171c; color: #e4e7ec; } }
</style>
</head>
<body>
<p>%s</p>
%s
</body>
</html>
"""
        .formatted(
            Html.escape(String.join(" ", new LinkedHashSet<>(charts.values()))),
            charts.keySet().stream().map(CompareReport::figure).collect(Collectors.joining("\n")));
  }

  private static String figure(Chart chart) {
    return
"""
<figure>
<picture>
<source srcset="%1$s-dark.svg" media="(prefers-color-scheme: dark)">
<img src="%1$s.svg" alt="%2$s">
</picture>
<figcaption>%3$s</figcaption>
</figure>\
"""
        .formatted(chart.id(), Html.escape(chart.title()), Html.escape(chart.caption()));
  }
}
