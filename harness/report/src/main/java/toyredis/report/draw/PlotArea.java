package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.chart.Look;

/**
 * What is between a chart's axes. XChart draws it, but for dashed lines: it begins a dash anew at
 * every point, so that a curve of many points would come out solid.
 */
final class PlotArea {
  private static final Color NOTHING = new Color(0, 0, 0, 0);

  private final Chart chart;
  private final ChartTheme theme;
  private final Rectangle2D place;
  private final XYChart xchart;
  private int series; // of xchart

  /**
   * @param place where it is in the picture, in whole pixels
   */
  PlotArea(Chart chart, ChartTheme theme, Rectangle2D place) {
    this.chart = chart;
    this.theme = theme;
    this.place = place;
    xchart = new XYChart((int) place.getWidth(), (int) place.getHeight());
    var styler = xchart.getStyler();
    styler.setLegendVisible(false).setChartTitleVisible(false);
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setChartPadding(0);
    // the grid is below
    styler.setChartBackgroundColor(NOTHING).setPlotBackgroundColor(NOTHING);
    styler.setLocale(Locale.ROOT);
    styler.setXAxisLogarithmic(chart.x().logarithmic());
    styler.setYAxisLogarithmic(chart.y().logarithmic());
    styler.setXAxisMin(chart.x().min()).setXAxisMax(chart.x().max());
    styler.setYAxisMin(chart.y().min()).setYAxisMax(chart.y().max());
    var markers = new PlotMarkers(theme);
    for (var layer : chart.layers()) {
      switch (layer) {
        case Line line -> {
          if (!isDashed(line)) add(line);
        }
        case Markers each ->
            add(each.points(), (g, dot) -> markers.paint(g, each.look(), dot.x(), dot.y()));
        case Rings rings -> add(rings.points(), (g, dot) -> markers.ring(g, dot.x(), dot.y()));
        case Bar bar -> {
          var color = bar.look().color(theme.dark());
          if (bar.solid() < bar.length()) add(bar, bar.length(), theme.pale(color));
          add(bar, bar.solid(), color);
          var runs = bar.runs().stream().map(run -> new Dot(run, bar.row())).toList();
          add(runs, (g, dot) -> markers.dot(g, dot.x(), dot.y()));
        }
        case Band band -> {} // behind the grid
      }
    }
  }

  double x(double value) {
    return place.getX() + chart.x().position(value) * place.getWidth();
  }

  double y(double value) {
    return place.getMaxY() - chart.y().position(value) * place.getHeight();
  }

  void paint(Graphics2D g) {
    for (var layer : chart.layers()) {
      if (layer instanceof Line line && isDashed(line)) paint(g, line);
    }
    if (series == 0) return;
    var inPlace = (Graphics2D) g.create();
    inPlace.translate(place.getX(), place.getY());
    xchart.paint(inPlace, xchart.getWidth(), xchart.getHeight());
    inPlace.dispose();
  }

  private void paint(Graphics2D g, Line line) {
    var path = new Path2D.Double();
    for (var dot : line.points()) {
      if (path.getCurrentPoint() == null) path.moveTo(x(dot.x()), y(dot.y()));
      else path.lineTo(x(dot.x()), y(dot.y()));
    }
    g.setColor(color(line));
    g.setStroke(stroke(line));
    g.draw(path);
  }

  private void add(Line line) {
    if (line.points().isEmpty()) return; // a run of few operations has no curve
    var added = add(line.points());
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(stroke(line));
    added.setLineColor(color(line));
  }

  private void add(List<Dot> points, BiConsumer<Graphics2D, Dot> painter) {
    if (points.isEmpty()) return;
    var added = add(points);
    added.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    added.setMarker(
        new Marker() {
          @Override
          public void paint(Graphics2D g, double x, double y, int size) {
            painter.accept(g, new Dot(x, y));
          }
        });
  }

  private void add(Bar bar, double length, Color color) {
    var bottom = bar.row() - 0.32;
    var top = bar.row() + 0.32;
    var filled =
        add(
            List.of(
                new Dot(0, bottom),
                new Dot(length, bottom),
                new Dot(length, top),
                new Dot(0, top)));
    filled.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    filled.setMarker(SeriesMarkers.NONE);
    filled.setLineStyle(SeriesLines.NONE);
    filled.setFillColor(color);
  }

  private XYSeries add(List<Dot> points) {
    return xchart.addSeries(
        "layer " + series++,
        points.stream().mapToDouble(Dot::x).toArray(),
        points.stream().mapToDouble(Dot::y).toArray());
  }

  private static BasicStroke stroke(Line line) {
    return line.look().stroke(line.weight());
  }

  private static boolean isDashed(Line line) {
    return stroke(line).getDashArray() != null;
  }

  private Color color(Line line) {
    var color = line.look().color(theme.dark());
    return line.weight() == Look.Weight.THIN
        ? new Color(color.getRed(), color.getGreen(), color.getBlue(), 140)
        : color;
  }
}
