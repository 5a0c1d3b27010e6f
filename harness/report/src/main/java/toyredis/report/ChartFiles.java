package toyredis.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.ChartEncoder;

/** Writes charts as files: SVG for the page, PNG for everything else, each light and dark. */
final class ChartFiles {
  private static final int DPI = 144;

  private ChartFiles() {}

  /**
   * Draws every chart that has data into the folder, as {@code <id>.svg}, {@code <id>-dark.svg} and
   * the same as PNG. A chart without data leaves no file, and whoever wants to show it will miss
   * it.
   */
  static void write(Measurements measurements, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var chart : Chart.values()) {
      for (var dark : new boolean[] {false, true}) {
        var name = chart.id() + (dark ? "-dark" : "");
        var svg = folder.resolve(name + ".svg");
        var png = folder.resolve(name + ".png");
        Files.deleteIfExists(svg);
        Files.deleteIfExists(png);
        if (!chart.hasData(measurements)) continue;
        var drawing = chart.draw(measurements, new ChartTheme(dark));
        Files.writeString(svg, svg(chart, drawing));
        BitmapEncoder.saveBitmapWithDPI(drawing, png.toString(), BitmapFormat.PNG, DPI);
      }
    }
  }

  /** Letters in the drawing are outlines, so what they say is added as text, for screen readers. */
  private static String svg(Chart chart, LabelledChart drawing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ChartEncoder.saveChart(drawing, bytes, "svg");
    var description =
        "Vertical axis: %s. Horizontal axis: %s. Drawn: %s."
            .formatted(
                drawing.chart().getYAxisTitle(),
                drawing.chart().getXAxisTitle(),
                String.join(", ", drawing.labels()));
    var text =
        "<title>%s</title><desc>%s</desc>"
            .formatted(Html.escape(chart.caption()), Html.escape(description));
    var svg = bytes.toString(StandardCharsets.UTF_8);
    var behindRoot = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.substring(0, behindRoot) + text + svg.substring(behindRoot);
  }
}
