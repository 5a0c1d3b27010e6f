package toyredis.report.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.chart.Look;

/**
 * What is between a chart's axes.
 *
 * @param place where it is in the picture
 */
record PlotArea(Chart chart, ChartTheme theme, Rectangle2D place) {

  double x(double value) {
    return place.getX() + chart.x().position(value) * place.getWidth();
  }

  double y(double value) {
    return place.getMaxY() - chart.y().position(value) * place.getHeight();
  }

  void paint(Graphics2D g) {
    var markers = new PlotMarkers(theme);
    for (var layer : chart.layers()) {
      switch (layer) {
        case Line line -> paint(g, line);
        case Markers each ->
            each.points().forEach(dot -> markers.paint(g, each.look(), x(dot.x()), y(dot.y())));
        case Rings rings -> rings.points().forEach(dot -> markers.ring(g, x(dot.x()), y(dot.y())));
        case Bar bar -> {
          var color = bar.look().color(theme.dark());
          if (bar.solid() < bar.length()) paint(g, bar, bar.length(), theme.pale(color));
          paint(g, bar, bar.solid(), color);
          bar.runs().forEach(run -> markers.dot(g, x(run), y(bar.row())));
        }
        case Band band -> {} // behind the grid
      }
    }
  }

  private void paint(Graphics2D g, Line line) {
    if (line.points().isEmpty()) return; // a run of few operations has no curve
    var path = new Path2D.Double();
    for (var dot : line.points()) {
      if (path.getCurrentPoint() == null) path.moveTo(x(dot.x()), y(dot.y()));
      else path.lineTo(x(dot.x()), y(dot.y()));
    }
    var color = line.look().color(theme.dark());
    g.setColor(
        line.weight() == Look.Weight.THIN
            ? new Color(color.getRed(), color.getGreen(), color.getBlue(), 140)
            : color);
    g.setStroke(line.look().stroke(line.weight()));
    g.draw(path);
  }

  private void paint(Graphics2D g, Bar bar, double length, Color color) {
    var top = y(bar.row() + 0.32);
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x(0), top, x(length) - x(0), y(bar.row() - 0.32) - top));
  }
}
