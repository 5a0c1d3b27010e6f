package toyredis.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import toyredis.report.Graph.Band;
import toyredis.report.Graph.Bar;
import toyredis.report.Graph.Dot;
import toyredis.report.Graph.Line;
import toyredis.report.Graph.Markers;
import toyredis.report.Graph.Rings;

/** What is between a graph's axes, drawn by XChart, which fills its rectangle with it. */
final class PlotArea {
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final BasicStroke OUTLINE = new BasicStroke(1.8f);

  private final Graph graph;
  private final ChartTheme theme;
  private final XYChart chart;
  private int series;

  PlotArea(Graph graph, ChartTheme theme, int width, int height) {
    this.graph = graph;
    this.theme = theme;
    chart = new XYChart(width, height, theme);
    var styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setChartPadding(0);
    // the grid is below
    styler.setChartBackgroundColor(NOTHING).setPlotBackgroundColor(NOTHING);
    styler.setLocale(Locale.ROOT);
    styler.setXAxisLogarithmic(graph.x().logarithmic());
    styler.setYAxisLogarithmic(graph.y().logarithmic());
    styler.setXAxisMin(graph.x().min()).setXAxisMax(graph.x().max());
    styler.setYAxisMin(graph.y().min()).setYAxisMax(graph.y().max());
    for (var layer : graph.layers()) {
      switch (layer) {
        case Line line -> add(line);
        case Markers markers -> add(markers.points(), marker(markers.look()), markers.look());
        case Rings rings -> add(rings.points(), new Ring(), Look.MUTED);
        case Bar bar -> add(bar);
        case Band band -> {} // behind the grid
      }
    }
  }

  void paint(Graphics2D g) {
    if (series > 0) chart.paint(g, chart.getWidth(), chart.getHeight());
  }

  private void add(Line line) {
    var stroke = line.look().stroke(line.weight());
    var added = add(stroke.getDashArray() == null ? line.points() : dashes(line, stroke));
    var color = line.look().color(theme.isDark());
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(
        new BasicStroke(stroke.getLineWidth(), stroke.getEndCap(), stroke.getLineJoin()));
    added.setLineColor(line.weight() == Look.Weight.THIN ? translucent(color) : color);
  }

  private List<Dot> dashes(Line line, BasicStroke stroke) {
    var pixels =
        line.points().stream()
            .map(
                dot ->
                    new Dot(
                        graph.x().position(dot.x()) * chart.getWidth(),
                        graph.y().position(dot.y()) * chart.getHeight()))
            .toList();
    return Dashes.cut(pixels, stroke.getDashArray()).stream()
        .map(
            dot ->
                new Dot(
                    graph.x().at(dot.x() / chart.getWidth()),
                    graph.y().at(dot.y() / chart.getHeight())))
        .toList();
  }

  private void add(List<Dot> points, Marker marker, Look look) {
    var added = add(points);
    added.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    added.setMarker(marker);
    added.setMarkerColor(look.color(theme.isDark()));
  }

  private void add(Bar bar) {
    var bottom = bar.row() - 0.32;
    var top = bar.row() + 0.32;
    var filled =
        add(
            List.of(
                new Dot(0, bottom),
                new Dot(bar.length(), bottom),
                new Dot(bar.length(), top),
                new Dot(0, top)));
    filled.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    filled.setMarker(SeriesMarkers.NONE);
    filled.setLineStyle(SeriesLines.NONE);
    filled.setFillColor(bar.look().color(theme.isDark()));
    if (bar.runs().isEmpty()) return;
    var dots = add(bar.runs().stream().map(run -> new Dot(run, bar.row())).toList());
    dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    dots.setMarker(new Pearl(theme.getChartBackgroundColor()));
    dots.setMarkerColor(theme.getChartFontColor());
  }

  private XYSeries add(List<Dot> points) {
    return chart.addSeries(
        "layer " + series++,
        points.stream().mapToDouble(Dot::x).toArray(),
        points.stream().mapToDouble(Dot::y).toArray());
  }

  private Marker marker(Look look) {
    return new Filled(look, theme.getChartBackgroundColor());
  }

  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 140);
  }

  /** Paints what stands before a name in the legend. */
  record SwatchPainter(ChartTheme theme) {
    void paint(Graphics2D g, Graph.Key key, double x, double y) {
      var width = Drawing.swatch(key);
      var look = key.look();
      g.setColor(look.color(theme.isDark()));
      switch (key.swatch()) {
        case LINE, MARKED_LINE -> g.setStroke(look.stroke(Look.Weight.MAIN));
        case DASHED_LINE -> g.setStroke(look.stroke(Look.Weight.DASHED));
        case MARKER, RING -> {}
      }
      switch (key.swatch()) {
        case LINE, MARKED_LINE, DASHED_LINE -> g.draw(new Line2D.Double(x, y, x + width, y));
        case MARKER, RING -> {}
      }
      var size = theme.getMarkerSize();
      switch (key.swatch()) {
        case MARKER, MARKED_LINE ->
            new Filled(look, theme.getChartBackgroundColor()).paint(g, x + width / 2.0, y, size);
        case RING -> new Ring().paint(g, x + width / 2.0, y, size);
        case LINE, DASHED_LINE -> {}
      }
    }
  }

  /** A candidate's marker: its shape, filled, empty, with a dot, or half filled. */
  private static final class Filled extends Marker {
    private final Look look;
    private final Color background;

    Filled(Look look, Color background) {
      this.look = look;
      this.background = background;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
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

  private static final class Ring extends Marker {
    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      g.setStroke(OUTLINE);
      g.draw(new Ellipse2D.Double(x - size, y - size, 2.0 * size, 2.0 * size));
    }
  }

  /** A dot that is seen on a bar of any colour, and beside it. */
  private static final class Pearl extends Marker {
    private final Color rim;

    Pearl(Color rim) {
      this.rim = rim;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      var color = g.getColor();
      g.setColor(rim);
      g.fill(MarkerShape.CIRCLE.around(x, y, 8));
      g.setColor(color);
      g.fill(MarkerShape.CIRCLE.around(x, y, 5.5));
    }
  }
}
