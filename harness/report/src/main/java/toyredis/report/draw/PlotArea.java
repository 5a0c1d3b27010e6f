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
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.chart.Look;

/** What is between a chart's axes, drawn by XChart, which fills its rectangle with it. */
final class PlotArea {
  private static final Color NOTHING = new Color(0, 0, 0, 0);

  private final Chart chart;
  private final ChartTheme theme;
  private final XYChart xchart;
  private int series;

  PlotArea(Chart chart, ChartTheme theme, int width, int height) {
    this.chart = chart;
    this.theme = theme;
    xchart = new XYChart(width, height, theme);
    var styler = xchart.getStyler();
    styler.setLegendVisible(false);
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
    styler.setPlotGridLinesVisible(false);
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
    if (series > 0) xchart.paint(g, xchart.getWidth(), xchart.getHeight());
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
                        chart.x().position(dot.x()) * xchart.getWidth(),
                        chart.y().position(dot.y()) * xchart.getHeight()))
            .toList();
    return Dashes.cut(pixels, stroke.getDashArray()).stream()
        .map(
            dot ->
                new Dot(
                    chart.x().at(dot.x() / xchart.getWidth()),
                    chart.y().at(dot.y() / xchart.getHeight())))
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
    return xchart.addSeries(
        "layer " + series++,
        points.stream().mapToDouble(Dot::x).toArray(),
        points.stream().mapToDouble(Dot::y).toArray());
  }

  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 140);
  }
}
