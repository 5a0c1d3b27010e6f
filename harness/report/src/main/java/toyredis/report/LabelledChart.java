package toyredis.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.markers.Marker;

/**
 * A chart with a row of labels below it: a legend, or the names of the bars. XChart centres every
 * label on its own letters, so that a row of them dances, and cuts a legend that is too wide; here
 * all stand on one line, and a legend that does not fit goes on in the next one.
 */
final class LabelledChart implements IChart {
  private static final int ROW = 24;
  private static final int GAP = 6;
  private static final int BETWEEN = 20;

  private final XYChart chart;
  private final ChartTheme theme;
  private final List<Entry> legend = new ArrayList<>();
  private final List<BarLabel> barLabels = new ArrayList<>();

  private record Entry(String text, Color color, Marker marker, BasicStroke line) {
    double width(Font font) {
      return swatch() + GAP + advance(text, font);
    }

    int swatch() {
      return line == null ? 9 : 20;
    }
  }

  private record BarLabel(String text, double x) {}

  LabelledChart(XYChart chart, ChartTheme theme) {
    this.chart = chart;
    this.theme = theme;
    chart.getStyler().setLegendVisible(false);
  }

  /** Adds a line of this colour and stroke to the legend. */
  void addLine(String text, Color color, BasicStroke stroke) {
    legend.add(new Entry(text, color, null, stroke));
  }

  /** Adds a marker of this colour to the legend. */
  void addMarker(String text, Color color, Marker marker) {
    legend.add(new Entry(text, color, marker, null));
  }

  /** Names the bar at this place of the horizontal axis. */
  void addBarLabel(String text, double x) {
    barLabels.add(new BarLabel(text, x));
  }

  /** What is written below the chart, from left to right. */
  List<String> labels() {
    var labels = new ArrayList<String>();
    legend.forEach(entry -> labels.add(entry.text()));
    barLabels.forEach(label -> labels.add(label.text()));
    return labels;
  }

  XYChart chart() {
    return chart;
  }

  @Override
  public int getWidth() {
    return chart.getWidth();
  }

  @Override
  public int getHeight() {
    return chart.getHeight() + (barLabels.isEmpty() ? ROW * rows().size() : ROW / 2);
  }

  @Override
  public String getTitle() {
    return "";
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    g.setColor(theme.getChartBackgroundColor());
    g.fillRect(0, 0, width, height);
    chart.paint(g, chart.getWidth(), chart.getHeight());
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    var font = theme.getLegendFont();
    for (var label : barLabels) {
      var x = chart.getScreenXFromChart(label.x()) - advance(label.text(), font) / 2;
      write(g, label.text(), x, chart.getHeight() - ROW * 0.1);
    }
    var baseline = chart.getHeight() + ROW * 0.5;
    for (var row : rows()) {
      var rowWidth = row.stream().mapToDouble(entry -> entry.width(font) + BETWEEN).sum() - BETWEEN;
      var x = Math.max(theme.getChartPadding(), (width - rowWidth) / 2);
      for (var entry : row) {
        paintSwatch(g, entry, x, baseline - 4.5);
        write(g, entry.text(), x + entry.swatch() + GAP, baseline);
        x += entry.width(font) + BETWEEN;
      }
      baseline += ROW;
    }
  }

  /** The legend's entries, as many in a row as fit. */
  private List<List<Entry>> rows() {
    var rows = new ArrayList<List<Entry>>();
    var room = 0.0;
    for (var entry : legend) {
      var width = entry.width(theme.getLegendFont()) + BETWEEN;
      if (rows.isEmpty() || room < width - BETWEEN) {
        rows.add(new ArrayList<>());
        room = getWidth() - 2.0 * theme.getChartPadding();
      }
      rows.getLast().add(entry);
      room -= width;
    }
    return rows;
  }

  private void paintSwatch(Graphics2D g, Entry entry, double x, double y) {
    g.setColor(entry.color());
    if (entry.line() != null) {
      g.setStroke(entry.line());
      g.draw(new Line2D.Double(x, y, x + entry.swatch(), y));
    } else {
      entry.marker().paint(g, x + entry.swatch() / 2.0, y, theme.getMarkerSize());
    }
  }

  private void write(Graphics2D g, String text, double x, double baseline) {
    var layout = new TextLayout(text, theme.getLegendFont(), g.getFontRenderContext());
    g.setColor(theme.getChartFontColor());
    g.fill(layout.getOutline(AffineTransform.getTranslateInstance(x, baseline)));
  }

  private static double advance(String text, Font font) {
    return new TextLayout(text, font, new FontRenderContext(null, true, true)).getAdvance();
  }
}
