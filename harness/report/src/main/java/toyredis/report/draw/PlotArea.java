package toyredis.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import toyredis.report.chart.Graph;
import toyredis.report.chart.Graph.Band;
import toyredis.report.chart.Graph.Bar;
import toyredis.report.chart.Graph.Dot;
import toyredis.report.chart.Graph.Line;
import toyredis.report.chart.Graph.Markers;
import toyredis.report.chart.Graph.Rings;
import toyredis.report.chart.Look;

/** What is between a graph's axes, drawn by XChart, which fills its rectangle with it. */
final class PlotArea {
  private static final Color NOTHING = new Color(0, 0, 0, 0);

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
        case Markers markers -> {
          var marker = PlotMarkers.of(markers.look(), theme);
          add(markers.points(), marker, markers.look().color(theme.isDark()));
        }
        case Rings rings -> add(rings.points(), PlotMarkers.ring(), theme.mutedColor());
        case Bar bar -> add(bar);
        case Band band -> {} // behind the grid
      }
    }
  }

  void paint(Graphics2D g) {
    if (series > 0) chart.paint(g, chart.getWidth(), chart.getHeight());
  }

  private void add(Line line) {
    if (line.points().isEmpty()) return; // a run of few operations has no curve
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

  private void add(List<Dot> points, Marker marker, Color color) {
    if (points.isEmpty()) return;
    var added = add(points);
    added.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    added.setMarker(marker);
    added.setMarkerColor(color);
  }

  private void add(Bar bar) {
    var color = bar.look().color(theme.isDark());
    if (bar.solid() < bar.length()) addRectangle(bar.row(), bar.length(), theme.pale(color));
    addRectangle(bar.row(), bar.solid(), color);
    if (bar.runs().isEmpty()) return;
    var dots = bar.runs().stream().map(run -> new Dot(run, bar.row())).toList();
    add(dots, PlotMarkers.dot(theme), theme.getChartFontColor());
  }

  private void addRectangle(double row, double length, Color color) {
    var bottom = row - 0.32;
    var top = row + 0.32;
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
    return chart.addSeries(
        "layer " + series++,
        points.stream().mapToDouble(Dot::x).toArray(),
        points.stream().mapToDouble(Dot::y).toArray());
  }

  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 140);
  }
}
