package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import toyredis.report.chart.Look;
import toyredis.report.chart.MarkerShape;

/** What stands at the points of a chart. */
final class PlotMarkers {
  private static final BasicStroke OUTLINE = new BasicStroke(1.8f);
  private static final double SIZE = 8;

  private PlotMarkers() {}

  /** A server's: its shape, filled, empty, with a dot, or with a bar. */
  static void paint(Graphics2D g, Look look, double x, double y) {
    var shape = look.shape().around(x, y, SIZE);
    var variation = look.variation() % 4;
    g.setColor(variation == 0 ? look.color(false) : ChartTheme.PAGE);
    g.fill(shape);
    if (variation == 0) return;
    g.setColor(look.color(false));
    g.setStroke(OUTLINE);
    g.draw(shape);
    if (variation == 2) g.fill(new Ellipse2D.Double(x - 1.4, y - 1.4, 2.8, 2.8));
    if (variation == 3) g.draw(new Line2D.Double(x - SIZE / 2, y, x + SIZE / 2, y));
  }

  /** In the middle of an interval. */
  static void median(Graphics2D g, Look look, double x, double y) {
    g.setColor(look.color(false));
    g.fill(MarkerShape.CIRCLE.around(x, y, 9.5));
  }

  /** Around a server's marker: this run needs a second look. */
  static void ring(Graphics2D g, double x, double y) {
    g.setColor(ChartTheme.MUTED);
    g.setStroke(OUTLINE);
    g.draw(MarkerShape.CIRCLE.around(x, y, 2 * SIZE));
  }

  /** A dot that is seen on a bar of any colour, and beside it. */
  static void dot(Graphics2D g, double x, double y) {
    g.setColor(ChartTheme.PAGE);
    g.fill(MarkerShape.CIRCLE.around(x, y, 7));
    g.setColor(ChartTheme.INK);
    g.fill(MarkerShape.CIRCLE.around(x, y, 5));
  }
}
