package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
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
import toyredis.report.chart.Chart.Interval;
import toyredis.report.chart.Chart.Label;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Ribbon;
import toyredis.report.chart.Chart.Rings;

/**
 * What is between a chart's axes. XChart draws it, but for dashed lines: it begins a dash anew at
 * every point, so that a curve of many points would come out solid.
 */
final class PlotArea {
  /** How much of its colour the rest of a bar has. */
  static final double PALE = 0.35;

  private static final double BAND = 0.16;
  private static final double BAR = 22; // pixels, as high as a bar is
  private static final BasicStroke WHISKER =
      new BasicStroke(2.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final Color NOTHING = new Color(0, 0, 0, 0);

  private final Chart chart;
  private final Rectangle2D place;
  private final XYChart xchart;
  private int series; // of xchart

  /**
   * @param place where it is in the picture, in whole pixels
   */
  PlotArea(Chart chart, Rectangle2D place) {
    this.chart = chart;
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
    for (var layer : chart.layers()) {
      switch (layer) {
        case Line line -> {
          if (!isDashed(line)) add(line);
        }
        case Markers each ->
            add(each.points(), (g, dot) -> PlotMarkers.paint(g, each.look(), dot.x(), dot.y()));
        case Rings rings -> add(rings.points(), (g, dot) -> PlotMarkers.ring(g, dot.x(), dot.y()));
        case Bar bar -> {
          var color = bar.look().color(false);
          if (bar.solid() < bar.length()) add(bar, bar.length(), ChartTheme.pale(color, PALE));
          add(bar, bar.solid(), color);
          var runs = bar.runs().stream().map(run -> new Dot(run, middle(bar))).toList();
          add(runs, (g, dot) -> PlotMarkers.dot(g, dot.x(), dot.y()));
        }
        case Interval each -> add(each);
        case Ribbon ribbon -> {
          var outline = new ArrayList<>(ribbon.lower());
          outline.addAll(ribbon.upper().reversed());
          fill(outline, ChartTheme.pale(ribbon.look().color(false), BAND));
        }
        case Label label -> {} // beside the plot
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
    g.setColor(line.look().color(false));
    g.setStroke(stroke(line));
    g.draw(path);
  }

  private void add(Line line) {
    if (line.points().isEmpty()) return; // a run of few operations has no curve
    var added = add(line.points());
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(stroke(line));
    added.setLineColor(line.look().color(false));
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

  /** The middle of a row's bar: it stands on the row's lower edge, where a name is above it. */
  private double middle(Chart.Row row) {
    var height = place.getHeight() * (chart.y().position(0) - chart.y().position(-1));
    return height < 1.5 * Chart.ROW ? row.row() : row.row() - 0.5 + (BAR / 2 + 5) / height;
  }

  /** Half of a bar's height, in rows. */
  private double half() {
    return BAR / 2 / (place.getHeight() * (chart.y().position(0) - chart.y().position(-1)));
  }

  private void add(Bar bar, double length, Color color) {
    var bottom = middle(bar) - half();
    var top = middle(bar) + half();
    fill(
        List.of(new Dot(0, bottom), new Dot(length, bottom), new Dot(length, top), new Dot(0, top)),
        color);
  }

  private void add(Interval interval) {
    var y = middle(interval);
    var range = add(List.of(new Dot(interval.low(), y), new Dot(interval.high(), y)));
    range.setMarker(SeriesMarkers.NONE);
    range.setLineStyle(WHISKER);
    range.setLineColor(interval.look().color(false));
    var look = interval.look();
    add(
        List.of(new Dot(interval.median(), y)),
        (g, dot) -> PlotMarkers.median(g, look, dot.x(), dot.y()));
  }

  private void fill(List<Dot> outline, Color color) {
    var filled = add(outline);
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
}
