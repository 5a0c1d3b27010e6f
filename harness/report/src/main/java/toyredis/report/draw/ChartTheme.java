package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How every chart looks: quiet lines, no boxes, the page's own font.
 *
 * @param dark for a dark page
 */
record ChartTheme(boolean dark) {
  static final BasicStroke GRID_LINE =
      new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** For ticks and the legend. */
  static final Font PLAIN = font("Inter-Regular.ttf", 13);

  /** For the titles of axes, and the figures behind bars. */
  static final Font BOLD = font("Inter-SemiBold.ttf", 13);

  static final Font TITLE = BOLD.deriveFont(15f);

  /** For the machine, and what is said beside the lines. */
  static final Font FOOTNOTE = PLAIN.deriveFont(11.5f);

  /** The page's, so that a chart has no box around it. */
  Color background() {
    return new Color(dark ? 0x14171C : 0xFFFFFF);
  }

  Color ink() {
    return new Color(dark ? 0xE4E7EC : 0x1D2430);
  }

  /** For what should be read second: ticks, the ceiling, single runs. */
  Color muted() {
    return new Color(dark ? 0xA3ACBA : 0x5A6575);
  }

  Color grid() {
    return new Color(dark ? 0x2C323C : 0xE6E9EE);
  }

  /** The same colour, nearer to the page's. */
  Color pale(Color color) {
    var page = background();
    return new Color(
        (color.getRed() + 2 * page.getRed()) / 3,
        (color.getGreen() + 2 * page.getGreen()) / 3,
        (color.getBlue() + 2 * page.getBlue()) / 3);
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
