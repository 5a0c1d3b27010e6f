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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import org.jsoup.parser.Parser;
import toyredis.report.Html;
import toyredis.report.chart.Chart;
import toyredis.results.Digits;

/** Writes charts as files: SVG for the page, wide and narrow; PNG for everything else. */
public final class ChartFiles {
  /** A PNG has so many pixels for one of the page, in each direction. */
  private static final int SCALE = 2;

  private static final Pattern DECIMALS = Pattern.compile("(\\.\\d\\d)\\d+");
  private static final Pattern TEXT =
      Pattern.compile("<text style=\"([^\"]*)\"([^>]*)>([^<]*)</text>");
  private static final Pattern SIZE = Pattern.compile("([\\d.]+)px");

  private ChartFiles() {}

  /**
   * Draws a chart into the folder: {@code <id>.svg} and {@code <id>-narrow.svg} for a page that has
   * the words around them, in the page's colours, {@code <id>.png} with title and footnote.
   *
   * @return what was written
   */
  public static List<Path> write(Chart chart, Path folder) throws IOException {
    Files.createDirectories(folder);
    var wide = folder.resolve(chart.id() + ".svg");
    var narrow = folder.resolve(chart.id() + "-narrow.svg");
    var png = folder.resolve(chart.id() + ".png");
    Files.writeString(wide, svg(chart, false));
    Files.writeString(narrow, svg(chart, true));
    writePng(new ChartPicture(chart, ChartPicture.WIDTH, true), png);
    return List.of(wide, narrow, png);
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

  /**
   * A chart as SVG, to be a file or a part of a page. Letters are text; a reader without the font
   * sees them in another, as wide. Where the horizontal axis is one of values, {@code data-x0} and
   * {@code data-x1} are its ends in the picture, {@code data-v0} and {@code data-v1} the values
   * there, {@code data-y0} and {@code data-y1} the plot's upper and lower edge.
   *
   * @param narrow for a phone
   */
  public static String svg(Chart chart, boolean narrow) throws IOException {
    var width = narrow ? ChartPicture.NARROW : ChartPicture.WIDTH;
    var picture = new ChartPicture(chart, width, false);
    var bytes = new ByteArrayOutputStream();
    var g = new VectorGraphics2D();
    picture.paint(g);
    new SVGProcessor()
        .getDocument(g.getCommands(), new PageSize(width, picture.height()))
        .writeTo(bytes);
    var drawn = bytes.toString(StandardCharsets.UTF_8);
    var content = drawn.substring(drawn.indexOf('>', drawn.indexOf("<svg")) + 1);
    // a hundredth of a pixel is enough
    content = DECIMALS.matcher(content).replaceAll("$1");
    content = TEXT.matcher(content).replaceAll(text -> Matcher.quoteReplacement(text(text)));
    var id = chart.id() + (narrow ? "-narrow" : "");
    // names must be the file's own where several are in one page
    content = content.replaceAll("(id=\"|url\\(#)clip", "$1" + id + "-clip");
    var root =
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
        class="chart" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
        aria-labelledby="%3$s-title %3$s-desc"%4$s \
        font-family="Inter, system-ui, sans-serif" font-size="13">\
        <title id="%3$s-title">%5$s</title><desc id="%3$s-desc">%6$s</desc><style>%7$s</style>\
        """
            .formatted(
                width,
                picture.height(),
                id,
                chart.hasRows() ? scale(chart, picture) : "",
                Html.escape(chart.title()),
                Html.escape(chart.alt()),
                ChartTheme.cssOfSvg());
    return root + ChartTheme.withProperties(content);
  }

  private static String scale(Chart chart, ChartPicture picture) {
    var plot = picture.plot();
    return " data-x0=\"%s\" data-x1=\"%s\" data-v0=\"%s\" data-v1=\"%s\" data-scale=\"%s\" data-y0=\"%s\" data-y1=\"%s\""
        .formatted(
            plot.getX(),
            plot.getMaxX(),
            chart.x().min(),
            chart.x().max(),
            chart.x().logarithmic() ? "log" : "linear",
            plot.getY(),
            plot.getMaxY());
  }

  /** As wide as it was laid out, whatever the reader's font; colour and size stay. */
  private static String text(MatchResult text) {
    var style = text.group(1);
    var words = text.group(3);
    var size = SIZE.matcher(style);
    var pixels = size.find() ? Float.parseFloat(size.group(1)) : 13;
    var bold = style.contains("SemiBold");
    var font = (bold ? ChartTheme.BOLD : ChartTheme.PLAIN).deriveFont(pixels);
    var width = ChartTheme.width(Parser.unescapeEntities(words, false), font);
    var kept = style.replaceAll("font-.*", "");
    return Digits.in(
        "<text style=\"%s\"%s%s%s textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
        style.replaceAll("font-.*", ""),
        text.group(2),
        bold ? " font-weight=\"600\"" : "",
        pixels == 13 ? "" : " font-size=\"" + pixels + "\"",
        width,
        words);
  }
}
