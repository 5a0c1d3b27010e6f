package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/** How every chart looks: quiet lines, no boxes, the page's own font; for light and dark pages. */
final class ChartTheme extends AbstractBaseTheme {
  private static final BasicStroke THIN_LINE =
      new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private static final Font REGULAR = font("Inter-Regular.ttf");
  private static final Font SEMI_BOLD = font("Inter-SemiBold.ttf");

  private final boolean dark;

  ChartTheme(boolean dark) {
    this.dark = dark;
  }

  boolean isDark() {
    return dark;
  }

  /** The page's background, so that a chart has no box around it. */
  @Override
  public Color getChartBackgroundColor() {
    return new Color(dark ? 0x14171C : 0xFFFFFF);
  }

  @Override
  public Color getPlotBackgroundColor() {
    return getChartBackgroundColor();
  }

  @Override
  public Color getChartFontColor() {
    return new Color(dark ? 0xE4E7EC : 0x1D2430);
  }

  /** For what should be read second: ticks, the ceiling, single runs. */
  Color mutedColor() {
    return new Color(dark ? 0xA3ACBA : 0x5A6575);
  }

  /** The same colour, nearer to the page's. */
  Color pale(Color color) {
    var page = getChartBackgroundColor();
    return new Color(
        (color.getRed() + 2 * page.getRed()) / 3,
        (color.getGreen() + 2 * page.getGreen()) / 3,
        (color.getBlue() + 2 * page.getBlue()) / 3);
  }

  @Override
  public Color getAxisTickLabelsColor() {
    return mutedColor();
  }

  @Override
  public Color getPlotGridLinesColor() {
    return new Color(dark ? 0x2C323C : 0xE6E9EE);
  }

  @Override
  public BasicStroke getPlotGridLinesStroke() {
    return THIN_LINE;
  }

  @Override
  public boolean isPlotGridVerticalLinesVisible() {
    return false;
  }

  @Override
  public boolean isPlotBorderVisible() {
    return false;
  }

  @Override
  public boolean isPlotTicksMarksVisible() {
    return false;
  }

  @Override
  public boolean isAxisTicksLineVisible() {
    return false;
  }

  @Override
  public boolean isAxisTicksMarksVisible() {
    return false;
  }

  @Override
  public Font getBaseFont() {
    return REGULAR.deriveFont(13f);
  }

  @Override
  public Font getAxisTickLabelsFont() {
    return REGULAR.deriveFont(13f);
  }

  @Override
  public Font getAxisTitleFont() {
    return SEMI_BOLD.deriveFont(13f);
  }

  @Override
  public Font getLegendFont() {
    return REGULAR.deriveFont(13f);
  }

  Font getTitleFont() {
    return SEMI_BOLD.deriveFont(15f);
  }

  /** For the machine, and what is said beside the lines. */
  Font getFootnoteFont() {
    return REGULAR.deriveFont(11.5f);
  }

  /** Titles are written around the plot. */
  @Override
  public boolean isChartTitleVisible() {
    return false;
  }

  @Override
  public int getMarkerSize() {
    return 8;
  }

  private static Font font(String name) {
    try (var file = ChartTheme.class.getResourceAsStream(name)) {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(name + " is no font", e);
    }
  }
}
