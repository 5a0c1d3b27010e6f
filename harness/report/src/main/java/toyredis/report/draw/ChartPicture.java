package toyredis.report.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.chart.Axis.Tick;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;

/**
 * A chart as a picture for a page. XChart draws what is in the plot. It chooses its own ticks,
 * centres every label on its own letters and cuts a legend that is too wide, so that the axes and
 * all the words are written here, around the plot.
 */
public final class ChartPicture {
  /** All charts are this wide, in pixels, and fit a page of 700. */
  public static final int WIDTH = 700;

  private static final int PADDING = 16;
  private static final int ROW = 23;
  private static final int GAP = 7;
  private static final int BETWEEN = 20;
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  private final Chart chart;
  private final ChartTheme theme;
  private final boolean alone;
  private final List<String> footnote;
  private final Rectangle2D plot;
  private final PlotArea area;
  private final int legendColumns;
  private final int legendRows;

  /** For a page that has the words around it. */
  ChartPicture(Chart chart, ChartTheme theme) {
    this(chart, theme, false, "");
  }

  /** For itself: with its title, and a footnote that says where it was measured. */
  ChartPicture(Chart chart, ChartTheme theme, String footnote) {
    this(chart, theme, true, footnote);
  }

  private ChartPicture(Chart chart, ChartTheme theme, boolean alone, String footnote) {
    this.chart = chart;
    this.theme = theme;
    this.alone = alone;
    this.footnote = footnote.isEmpty() ? List.of() : wrapped(footnote, ChartTheme.FOOTNOTE);
    var labels = chart.y().ticks().stream().map(Tick::label);
    var left = PADDING + labels.mapToDouble(this::width).max().orElse(0) + 9;
    var last =
        chart.x().ticks().stream().max((a, b) -> Double.compare(a.at(), b.at())).orElseThrow();
    var overhang = chart.x().position(last.at()) > 0.97 ? width(last.label()) / 2 : 0;
    var right = WIDTH - PADDING - overhang;
    var top = PADDING + (alone ? ROW + 3 : 0) + (chart.y().title().isEmpty() ? 0 : ROW + 3);
    // in whole pixels, as XChart draws
    plot =
        new Rectangle2D.Double(Math.ceil(left), top, Math.floor(right - left - 1), chart.height());
    area = new PlotArea(chart, theme, plot);
    legendColumns = columns();
    legendRows = Math.ceilDiv(chart.legend().size(), legendColumns);
  }

  /** In pixels. */
  int height() {
    var belowLegend = footnote.isEmpty() ? 0 : 6 + 17 * footnote.size();
    return (int) (legendTop() + ROW * legendRows + belowLegend + 6);
  }

  private double legendTop() {
    return plot.getMaxY() + 24 + (chart.x().title().isEmpty() ? 0 : ROW) + 8;
  }

  void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(theme.background());
    g.fillRect(0, 0, WIDTH, height());
    var titles = ChartTheme.BOLD;
    var ink = theme.ink();
    if (alone) write(g, chart.title(), PADDING, PADDING + 13, ChartTheme.TITLE, ink);
    write(g, chart.y().title(), PADDING, plot.getY() - 14, titles, ink);
    paintAxes(g);
    area.paint(g);
    for (var layer : chart.layers()) {
      if (layer instanceof Bar bar) {
        var length = bar.runs().stream().reduce(bar.length(), Math::max);
        // in front of a limit's line
        g.setColor(theme.background());
        var room = advance(bar.text(), titles) + 6;
        g.fill(new Rectangle2D.Double(area.x(length) + 5, area.y(bar.row()) - 9, room, 18));
        write(g, bar.text(), area.x(length) + 8, area.y(bar.row()) + 5, titles, ink);
      }
    }
    var title = chart.x().title();
    var center = plot.getCenterX() - advance(title, titles) / 2;
    write(g, title, Math.max(PADDING, center), plot.getMaxY() + 24 + 17, titles, ink);
    paintLegend(g);
    var baseline = legendTop() + ROW * legendRows + 10;
    for (var line : footnote) {
      write(g, line, PADDING, baseline, ChartTheme.FOOTNOTE, theme.muted());
      baseline += 17;
    }
  }

  private void paintAxes(Graphics2D g) {
    for (var layer : chart.layers()) {
      if (layer instanceof Band band) {
        g.setColor(theme.grid());
        g.fill(
            new Rectangle2D.Double(
                area.x(band.from()),
                plot.getY(),
                area.x(band.to()) - area.x(band.from()),
                plot.getHeight()));
        var font = ChartTheme.FOOTNOTE;
        write(g, band.text(), area.x(band.from()) + 6, plot.getY() + 15, font, theme.muted());
      }
    }
    g.setStroke(ChartTheme.GRID_LINE);
    var font = ChartTheme.PLAIN;
    var written = new ArrayList<Rectangle2D>();
    for (var tick : chart.x().ticks()) {
      var x = area.x(tick.at());
      if (chart.x().grid()) gridLine(g, x, plot.getY(), x, plot.getMaxY());
      var left = Math.clamp(x - width(tick.label()) / 2, 4, WIDTH - 4 - width(tick.label()));
      var room = new Rectangle2D.Double(left - 5, 0, width(tick.label()) + 10, 1);
      if (written.stream().anyMatch(room::intersects)) continue;
      written.add(room);
      if (!chart.x().grid()) gridLine(g, x, plot.getMaxY(), x, plot.getMaxY() + 5);
      write(g, tick.label(), left, plot.getMaxY() + 20, font, theme.muted());
    }
    if (!chart.x().grid()) gridLine(g, plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY());
    written.clear();
    for (var tick : chart.y().ticks()) {
      var y = area.y(tick.at());
      if (chart.y().grid()) gridLine(g, plot.getX(), y, plot.getMaxX(), y);
      var room = new Rectangle2D.Double(0, y - 9, 1, 18);
      if (written.stream().anyMatch(room::intersects)) continue;
      written.add(room);
      var left = plot.getX() - 9 - width(tick.label());
      // names of rows are read, figures of a scale only glanced at
      var color = chart.y().grid() ? theme.muted() : theme.ink();
      write(g, tick.label(), left, y + 4.5, font, color);
    }
  }

  private void gridLine(Graphics2D g, double x1, double y1, double x2, double y2) {
    g.setColor(theme.grid());
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** As many columns as fit; a single row when all do. */
  private int columns() {
    var keys = chart.legend();
    for (int columns = keys.size(); columns > 1; columns--) {
      var used = BETWEEN * (columns - 1.0);
      for (int column = 0; column < columns; column++) used += columnWidth(column, columns);
      if (used <= WIDTH - 2 * PADDING) return columns;
    }
    return 1;
  }

  private double columnWidth(int column, int columns) {
    var widest = 0.0;
    for (int i = column; i < chart.legend().size(); i += columns) {
      widest = Math.max(widest, width(chart.legend().get(i)));
    }
    return widest;
  }

  private void paintLegend(Graphics2D g) {
    var keys = chart.legend();
    var oneRow = keys.stream().mapToDouble(this::width).sum() + BETWEEN * (keys.size() - 1.0);
    var left = legendRows == 1 ? (WIDTH - oneRow) / 2 : PADDING;
    var x = left;
    for (int i = 0; i < keys.size(); i++) {
      var column = i % legendColumns;
      if (column == 0) x = left;
      var baseline = legendTop() + 12 + ROW * (i / legendColumns);
      new SwatchPainter(theme).paint(g, keys.get(i), x, baseline - 4.5);
      var font = ChartTheme.PLAIN;
      var text = x + SwatchPainter.width(keys.get(i)) + GAP;
      write(g, keys.get(i).text(), text, baseline, font, theme.ink());
      x += columnWidth(column, legendColumns) + BETWEEN;
    }
  }

  private double width(Chart.Key key) {
    return SwatchPainter.width(key) + GAP + advance(key.text(), ChartTheme.PLAIN);
  }

  private double width(String tickLabel) {
    return advance(tickLabel, ChartTheme.PLAIN);
  }

  /** Letters are drawn as outlines: the reader's machine need not have the font. */
  private static void write(
      Graphics2D g, String text, double x, double baseline, Font font, Color color) {
    if (text.isEmpty()) return;
    g.setColor(color);
    var outline =
        new TextLayout(text, font, METRICS)
            .getOutline(AffineTransform.getTranslateInstance(x, baseline));
    g.fill(outline);
  }

  private static double advance(String text, Font font) {
    return text.isEmpty() ? 0 : new TextLayout(text, font, METRICS).getAdvance();
  }

  private static List<String> wrapped(String text, Font font) {
    var lines = new ArrayList<String>();
    var line = "";
    for (var word : text.split(" ")) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (advance(longer, font) > WIDTH - 2.0 * PADDING && !line.isEmpty()) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
