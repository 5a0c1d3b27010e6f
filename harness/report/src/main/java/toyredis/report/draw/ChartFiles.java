package toyredis.report.draw;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import toyredis.report.Html;
import toyredis.report.Measurements;
import toyredis.report.chart.Axis;
import toyredis.report.chart.BookChart;
import toyredis.report.chart.Chart;

/** Writes charts as files: SVG for the page, PNG for everything else, each light and dark. */
public final class ChartFiles {
  /** A PNG has so many pixels for one of the page, in each direction. */
  private static final int SCALE = 2;

  private static final Pattern DECIMALS = Pattern.compile("(\\.\\d\\d)\\d+");

  private ChartFiles() {}

  /**
   * Draws every chart of the book that has data into the folder, as {@code <id>.svg}, {@code
   * <id>-dark.svg} and the same as PNG. A chart without data leaves no file, and whoever wants to
   * show it will miss it.
   */
  public static void write(Measurements measurements, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var ofBook : BookChart.values()) {
      for (var file : files(ofBook.id(), folder)) Files.deleteIfExists(file);
      var chart = ofBook.chart(measurements);
      if (chart.isEmpty()) continue;
      for (var dark : List.of(false, true)) {
        write(chart.get(), new ChartPicture(chart.get(), new ChartTheme(dark)), dark, folder);
      }
    }
  }

  /**
   * Draws a chart to be looked at by itself, with a title and a footnote, into the folder.
   *
   * @return what was written: SVG and PNG, light and dark
   */
  public static List<Path> write(Chart chart, String footnote, Path folder) throws IOException {
    for (var dark : List.of(false, true)) {
      write(chart, new ChartPicture(chart, new ChartTheme(dark), footnote), dark, folder);
    }
    return files(chart.id(), folder);
  }

  private static List<Path> files(String id, Path folder) {
    return List.of(
        folder.resolve(id + ".svg"),
        folder.resolve(id + ".png"),
        folder.resolve(id + "-dark.svg"),
        folder.resolve(id + "-dark.png"));
  }

  private static void write(Chart chart, ChartPicture picture, boolean dark, Path folder)
      throws IOException {
    var name = chart.id() + (dark ? "-dark" : "");
    Files.writeString(folder.resolve(name + ".svg"), svg(chart, picture));
    writePng(picture, folder.resolve(name + ".png"));
  }

  private static void writePng(ChartPicture picture, Path file) throws IOException {
    var type = BufferedImage.TYPE_INT_RGB;
    var image = new BufferedImage(ChartPicture.WIDTH * SCALE, picture.height() * SCALE, type);
    var g = image.createGraphics();
    g.scale(SCALE, SCALE);
    picture.paint(g);
    g.dispose();
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
    metadata.mergeTree(metadata.getNativeMetadataFormatName(), resolution());
    try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
  }

  /** So that a document shows it as large as a page does: 72 pixels of a page are an inch. */
  private static IIOMetadataNode resolution() {
    var perMeter = "" + Math.round(72 * SCALE / 0.0254);
    var size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", perMeter);
    size.setAttribute("pixelsPerUnitYAxis", perMeter);
    size.setAttribute("unitSpecifier", "meter");
    var root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(size);
    return root;
  }

  /** Letters in the picture are outlines, so what they say is added as text, for screen readers. */
  private static String svg(Chart chart, ChartPicture picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var g = new VectorGraphics2D();
    picture.paint(g);
    var size = new PageSize(ChartPicture.WIDTH, picture.height());
    new SVGProcessor().getDocument(g.getCommands(), size).writeTo(bytes);
    var text =
        "<title>%s</title><desc>%s</desc>"
            .formatted(Html.escape(chart.caption()), Html.escape(description(chart)));
    // a hundredth of a pixel is enough
    var svg = DECIMALS.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("$1");
    var behindRoot = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.substring(0, behindRoot) + text + svg.substring(behindRoot);
  }

  private static String description(Chart chart) {
    var names = chart.legend().stream().map(Chart.Key::text);
    if (chart.y().title().isEmpty()) {
      var bars = chart.y().ticks().stream().map(Axis.Tick::label);
      return "Bars: %s. Horizontal axis: %s."
          .formatted(bars.collect(Collectors.joining(", ")), chart.x().title());
    }
    return "Vertical axis: %s. Horizontal axis: %s. Drawn: %s."
        .formatted(chart.y().title(), chart.x().title(), names.collect(Collectors.joining(", ")));
  }
}
