package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;
import toyredis.report.chart.Look;
import toyredis.report.chart.MarkerShape;

/** What stands at the points of a chart. */
final class PlotMarkers {
  private static final BasicStroke OUTLINE = new BasicStroke(1.8f);

  private PlotMarkers() {}

  /** A server's: its shape, filled, empty, with a dot, or with a bar. */
  static Marker of(Look look, ChartTheme theme) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int size) {
        paintShape(g, look, theme.getChartBackgroundColor(), x, y, size);
      }
    };
  }

  /** Around a server's marker: this run needs a second look. */
  static Marker ring() {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int size) {
        g.setStroke(OUTLINE);
        g.draw(MarkerShape.CIRCLE.around(x, y, 2.0 * size));
      }
    };
  }

  /** A dot that is seen on a bar of any colour, and beside it. */
  static Marker dot(ChartTheme theme) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int size) {
        var color = g.getColor();
        g.setColor(theme.getChartBackgroundColor());
        g.fill(MarkerShape.CIRCLE.around(x, y, 8));
        g.setColor(color);
        g.fill(MarkerShape.CIRCLE.around(x, y, 5.5));
      }
    };
  }

  private static void paintShape(
      Graphics2D g, Look look, Color background, double x, double y, int size) {
    var color = g.getColor();
    var shape = look.shape().around(x, y, size);
    if (look.variation() % 4 == 0) {
      g.fill(shape);
      return;
    }
    g.setColor(background);
    g.fill(shape);
    g.setColor(color);
    g.setStroke(OUTLINE);
    g.draw(shape);
    switch (look.variation() % 4) {
      case 2 -> g.fill(new Ellipse2D.Double(x - 1.4, y - 1.4, 2.8, 2.8));
      case 3 -> g.draw(new Line2D.Double(x - size / 2.0, y, x + size / 2.0, y));
      default -> {}
    }
  }
}
