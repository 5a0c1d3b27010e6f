package toyredis.report.draw;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import toyredis.report.chart.Chart.Key;
import toyredis.report.chart.Look;

/** Paints what stands before a name in a legend. */
final class SwatchPainter {
  private SwatchPainter() {}

  /** In pixels. */
  static int width(Key key) {
    return switch (key.swatch()) {
      case MARKED_LINE, LINE, DASHED_LINE -> 30;
      case MARKER, RING, SOLID, PALE -> 12;
    };
  }

  /**
   * Paints a swatch.
   *
   * @param x its left end
   * @param y its middle
   */
  static void paint(Graphics2D g, Key key, double x, double y) {
    var width = width(key);
    var look = key.look();
    var color = look.color(false);
    var line = new Line2D.Double(x, y, x + width, y);
    var middle = x + width / 2.0;
    var box = new Rectangle2D.Double(x, y - width / 2.0, width, width);
    g.setColor(color);
    switch (key.swatch()) {
      case LINE, MARKED_LINE -> {
        g.setStroke(look.stroke(Look.Weight.MAIN));
        g.draw(line);
      }
      case DASHED_LINE -> {
        g.setStroke(look.stroke(Look.Weight.DASHED));
        g.draw(line);
      }
      case RING -> PlotMarkers.ring(g, middle, y);
      case SOLID -> g.fill(box);
      case PALE -> {
        g.setColor(ChartTheme.pale(color, PlotArea.PALE));
        g.fill(box);
      }
      case MARKER -> {}
    }
    switch (key.swatch()) {
      case MARKER, MARKED_LINE -> PlotMarkers.paint(g, look, middle, y);
      default -> {}
    }
  }
}
