package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import toyredis.report.chart.Look;

/**
 * How every chart looks: quiet lines, no boxes, the page's own font. Charts are painted in the
 * colours for a light page; in an SVG each is a CSS property with that colour as its default.
 */
public final class ChartTheme {
  static final Color PAGE = new Color(0xFFFFFF);
  static final Color INK = new Color(0x1D2430);

  /** For what should be read second: ticks, the ceiling, single runs. */
  static final Color MUTED = Look.MUTED.color(false);

  static final Color GRID = new Color(0xE6E9EE);

  static final BasicStroke GRID_LINE =
      new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** For ticks and the legend. */
  static final Font PLAIN = font("Inter-Regular.ttf", 13);

  /** For the titles of axes, and the figures behind bars. */
  static final Font BOLD = font("Inter-SemiBold.ttf", 13);

  static final Font TITLE = BOLD.deriveFont(15f);

  /** For the machine, and what is said beside the lines. */
  static final Font FOOTNOTE = PLAIN.deriveFont(11.5f);

  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");

  /** Property → colour on a light page and on a dark one. */
  private static final Map<String, Color[]> COLORS = new LinkedHashMap<>();

  static {
    COLORS.put("--chart-background", new Color[] {PAGE, new Color(0x14171C)});
    COLORS.put("--chart-ink", new Color[] {INK, new Color(0xE4E7EC)});
    COLORS.put("--chart-grid", new Color[] {GRID, new Color(0x2C323C)});
    for (var look : Look.all()) {
      COLORS.put("--chart-" + look.role(), new Color[] {look.color(false), look.color(true)});
    }
  }

  private ChartTheme() {}

  /**
   * The properties for a page that has charts inline: light or dark as the reader's system is,
   * unless {@code <html data-theme="light">} or {@code "dark"} says otherwise; light on paper.
   */
  public static String css() {
    return """
    :root { %1$s }
    @media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { %2$s } }
    :root[data-theme=dark] { %2$s }
    @media print { :root, :root[data-theme] { %1$s } }
    """
        .formatted(properties(0), properties(1));
  }

  /** For an SVG that is a document of its own: in a page, {@code svg:root} is nothing. */
  static String cssOfSvg() {
    return "@media (prefers-color-scheme: dark) { svg:root { " + properties(1) + " } }";
  }

  private static String properties(int column) {
    var css = new StringBuilder();
    COLORS.forEach(
        (name, colors) -> css.append(name).append(": ").append(hex(colors[column])).append("; "));
    return css.toString().stripTrailing();
  }

  /** An SVG's colours as properties. */
  static String withProperties(String svg) {
    return RGB.matcher(svg)
        .replaceAll(
            rgb -> {
              var painted =
                  new Color(
                      Integer.parseInt(rgb.group(1)),
                      Integer.parseInt(rgb.group(2)),
                      Integer.parseInt(rgb.group(3)));
              return COLORS.entrySet().stream()
                  .filter(each -> each.getValue()[0].equals(painted))
                  .findFirst()
                  .map(each -> "var(" + each.getKey() + "," + hex(painted) + ")")
                  .orElse(hex(painted));
            });
  }

  private static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }

  /** The same colour, nearer to the page's, whichever that is. */
  static Color pale(Color color, double opacity) {
    var alpha = (int) Math.round(255 * opacity);
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** How wide a text is, in pixels. */
  static double width(String text, Font font) {
    return text.isEmpty() ? 0 : new TextLayout(text, font, METRICS).getAdvance();
  }

  private static Font font(String name, float size) {
    try (var file = ChartTheme.class.getResourceAsStream(name)) {
      return Font.createFont(Font.TRUETYPE_FONT, file).deriveFont(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(name + " is no font", e);
    }
  }
}
