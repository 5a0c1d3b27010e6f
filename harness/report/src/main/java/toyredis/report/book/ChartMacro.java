package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.chart.BookChart;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Selection;
import toyredis.report.draw.ChartFiles;
import toyredis.results.Step;

/**
 * {@code chart::cpu[up-to=step3,focus="step2 step3",predict=cpu-share]}: a chart, drawn when it is
 * asked for.
 *
 * @param caption where it was measured
 * @param folder receives the pictures
 */
record ChartMacro(Measurements measurements, String caption, Edition edition, Path folder)
    implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    call.allow("up-to", "focus", "predict");
    // the table of this name says how to measure it
    if (call.target().equals("bench") && measurements.bench().isEmpty()) return List.of();
    var chart = chart(call);
    ChartFiles.write(chart, folder);
    var lines = new ArrayList<String>();
    var predicts = call.option("predict").map(id -> ".predicts-" + id).orElse("");
    lines.add("[.chart" + predicts + "%unbreakable#chart-" + chart.id() + "]");
    lines.add("." + Macro.literal(chart.title()));
    lines.add("--");
    var picture = chart.id() + (edition == Edition.PRINT ? ".png" : ".svg");
    lines.addAll(picture("wide", picture, chart.alt()));
    if (edition == Edition.SITE) {
      lines.addAll(picture("narrow", chart.id() + "-narrow.svg", chart.alt()));
    }
    lines.addAll(List.of("[.origin]", Macro.literal(chart.caption()) + " " + caption, "--"));
    return lines;
  }

  private static List<String> picture(String role, String file, String alt) {
    return List.of(
        "[." + role + "]", "image::charts/" + file + "[\"" + alt.replace("\"", "'") + "\"]", "");
  }

  private Chart chart(MacroCall call) throws BookException {
    var id = call.target();
    var known = Arrays.stream(BookChart.values()).map(BookChart::id);
    var ofBook = BookChart.of(id).orElseThrow(() -> Macro.unknown("chart", id, known));
    return ofBook
        .chart(measurements, selection(call))
        .orElseThrow(
            () -> new BookException("there is no chart " + id + ": no results for it; ./lab book"));
  }

  private static Selection selection(MacroCall call) throws BookException {
    var upTo = Selection.ALL.upTo();
    var limit = call.option("up-to");
    if (limit.isPresent()) {
      upTo =
          Step.of(limit.get())
              .orElseThrow(() -> new BookException("there is no step " + limit.get()));
    }
    var focus = call.option("focus").map(servers -> List.of(servers.strip().split(" +")));
    return new Selection(upTo, focus.orElse(List.of()));
  }
}
