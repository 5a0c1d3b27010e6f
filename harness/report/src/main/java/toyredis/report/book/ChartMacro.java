package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.chart.BookChart;
import toyredis.report.draw.ChartFiles;

/**
 * {@code chart::cpu[up-to=step3,focus="step2 step3",predict=cpu-share]}: a chart, drawn when it is
 * asked for.
 *
 * @param caption where it was measured
 * @param folder receives the pictures
 */
record ChartMacro(Measurements measurements, String caption, Edition edition, Path folder)
    implements Macro {

  /** What a page says of a chart; the pictures are in the folder. */
  private record Drawn(String id, String title, String caption, String alt) {}

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    var chart = draw(call.allow("up-to", "focus", "predict"));
    var lines = new ArrayList<String>();
    var predicts = call.option("predict").map(id -> ".predicts-" + id).orElse("");
    lines.add("[.chart" + predicts + "%unbreakable#chart-" + chart.id + "]");
    if (!chart.title.isEmpty()) lines.add("." + Macro.literal(chart.title));
    lines.add("--");
    var extension = edition == Edition.PRINT ? ".png" : ".svg";
    lines.addAll(picture("wide", chart.id + extension, chart.alt));
    var narrow = chart.id + "-narrow.svg";
    if (edition == Edition.SITE && Files.exists(folder.resolve(narrow))) {
      lines.addAll(picture("narrow", narrow, chart.alt));
    }
    lines.addAll(List.of("[.origin]", Macro.literal(chart.caption) + " " + caption, "--"));
    return lines;
  }

  private static List<String> picture(String role, String file, String alt) {
    return List.of(
        "[." + role + "]", "image::charts/" + file + "[\"" + alt.replace("\"", "'") + "\"]", "");
  }

  private Drawn draw(MacroCall call) throws BookException, IOException {
    var id = call.target();
    var chart =
        Arrays.stream(BookChart.values())
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    Macro.unknown(
                        "chart", id, Arrays.stream(BookChart.values()).map(BookChart::id)));
    if (!Files.exists(folder.resolve(id + ".svg"))) ChartFiles.write(measurements, folder);
    if (!Files.exists(folder.resolve(id + ".svg"))) {
      throw new BookException("the chart " + id + ".svg is missing: there were no results for it");
    }
    return new Drawn(id, "", chart.caption(), chart.caption());
  }
}
