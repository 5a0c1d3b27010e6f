package toyredis.report.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import toyredis.report.chart.Axis.Tick;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Label;
import toyredis.report.chart.Chart.Row;

/**
 * A chart as a picture for a page. XChart draws what is in the plot. It chooses its own ticks,
 * centres every label on its own letters and cuts a legend that is too wide, so that the axes and
 * all the words are written here, around the plot.
 */
public final class ChartPicture {
  /** As wide as a page's column, in pixels. */
  public static final int WIDTH = 700;

  /** As wide as a phone. */
  public static final int NARROW = 340;

  private static final int LEAST_PLOT = 240;
  private static final int LINE = 20; // of a row's words above its bar
  private static final int LABEL = 17; // from one line's name to the next
  private static final int ROW = 23;
  private static final int GAP = 7;
  private static final int BETWEEN = 20;

  private final Chart chart;
  private final int width;
  private final int padding;
  private final boolean alone;
  private final boolean above;
  private final boolean shortNames;
  private final List<String> title;
  private final List<String> xTitle;
  private final List<String> footnote;
  private final List<Chart.Key> keys;
  private final Rectangle2D plot;
  private final PlotArea area;
  private final int legendColumns;
  private final int legendRows;

  /**
   * @param width of the whole, {@link #WIDTH} or {@link #NARROW}
   * @param alone with its title and its footnote; without, for a page that has the words around it
   */
  ChartPicture(Chart chart, int width, boolean alone) {
    this.chart = chart;
    this.width = width;
    this.alone = alone;
    padding = width < WIDTH ? 4 : 16;
    title = alone ? wrapped(chart.title(), ChartTheme.TITLE) : List.of();
    footnote = alone ? wrapped(chart.footnote(), ChartTheme.FOOTNOTE) : List.of();
    xTitle = wrapped(chart.x().title(), ChartTheme.BOLD);
    var names = chart.y().ticks().stream().mapToDouble(tick -> width(tick.label())).max();
    var beside = padding + names.orElse(0) + 9;
    var figures = rows().mapToDouble(row -> ChartTheme.width(row.text(), ChartTheme.BOLD)).max();
    var column = figures.isPresent() ? figures.getAsDouble() + 14 : 0;
    above = chart.hasRows() && width - padding - column - beside < LEAST_PLOT;
    shortNames = width < WIDTH;
    var labels = labels().mapToDouble(label -> 20 + width(name(label))).max().orElse(0);
    keys =
        chart.legend().stream()
            .filter(key -> shortNames || labels().noneMatch(l -> l.text().equals(key.text())))
            .toList();
    var last = chart.x().ticks().stream().max(Comparator.comparingDouble(Tick::at)).orElseThrow();
    var overhang = chart.x().position(last.at()) > 0.97 ? width(last.label()) / 2 : 0;
    var left = above ? padding + 2 : beside;
    var right = width - padding - Math.max(overhang, Math.max(labels, above ? 0 : column));
    var head = chart.hasRows() ? 0 : ROW + 3;
    var top = padding + (alone ? 3 + 21 * title.size() : 0) + head;
    // in whole pixels, as XChart draws
    plot =
        new Rectangle2D.Double(
            Math.ceil(left), top, Math.floor(right - left - 1), plotHeight(above));
    area = new PlotArea(chart, plot);
    legendColumns = columns();
    legendRows = Math.ceilDiv(keys.size(), legendColumns);
  }

  private Stream<Row> rows() {
    return chart.layers().stream().filter(Row.class::isInstance).map(Row.class::cast);
  }

  private Stream<Label> labels() {
    return chart.layers().stream().filter(Label.class::isInstance).map(Label.class::cast);
  }

  private int plotHeight(boolean above) {
    if (!above) return chart.height();
    var lines = oneLine() ? 1 : 2;
    return (Chart.ROW + lines * LINE) * chart.y().ticks().size();
  }

  /** Whether the name and the figure of every row fit above its bar. */
  private boolean oneLine() {
    return rows()
        .allMatch(
            row ->
                width(nameOf(row)) + 16 + ChartTheme.width(row.text(), ChartTheme.BOLD)
                    < width - 2.0 * padding);
  }

  private String nameOf(Row row) {
    return chart.y().ticks().get((int) Math.round(-row.row()) - 1).label();
  }

  /** A name beside a line, or where there is no room its first word: a step's number. */
  private String name(Label label) {
    if (!shortNames) return label.text();
    var number = label.text().split(" ")[0];
    return number.length() == 1 ? number : "";
  }

  /** In pixels. */
  int height() {
    var belowLegend = footnote.isEmpty() ? 0 : 6 + 17 * footnote.size();
    return (int) (legendTop() + ROW * legendRows + belowLegend + 6);
  }

  /** Where the plot is. */
  Rectangle2D plot() {
    return plot;
  }

  private double legendTop() {
    return plot.getMaxY() + 24 + 18 * xTitle.size() + 12;
  }

  void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setColor(ChartTheme.PAGE);
    g.fillRect(0, 0, width, height());
    var baseline = padding + 13.0;
    for (var line : title) {
      write(g, line, padding, baseline, ChartTheme.TITLE, ChartTheme.INK);
      baseline += 21;
    }
    write(g, chart.y().title(), padding, plot.getY() - 14, ChartTheme.BOLD, ChartTheme.INK);
    paintAxes(g);
    area.paint(g);
    rows().forEach(row -> paintFigure(g, row));
    paintLabels(g);
    baseline = plot.getMaxY() + 24 + 17;
    for (var line : xTitle) {
      var center = plot.getCenterX() - ChartTheme.width(line, ChartTheme.BOLD) / 2;
      var most = width - padding - ChartTheme.width(line, ChartTheme.BOLD);
      write(
          g,
          line,
          Math.max(padding, Math.min(center, most)),
          baseline,
          ChartTheme.BOLD,
          ChartTheme.INK);
      baseline += 18;
    }
    paintLegend(g);
    baseline = legendTop() + ROW * legendRows + 10;
    for (var line : footnote) {
      write(g, line, padding, baseline, ChartTheme.FOOTNOTE, ChartTheme.MUTED);
      baseline += 17;
    }
  }

  /** Figures have a column of their own: beside a bar they would meet its runs. */
  private void paintFigure(Graphics2D g, Row row) {
    var figure = ChartTheme.width(row.text(), ChartTheme.BOLD);
    var x = width - padding - figure;
    var y = area.y(row.row()) + 5;
    if (above) {
      var second = oneLine() ? 0 : LINE - 2;
      if (second > 0) x = padding;
      y = area.y(row.row() + 0.5) + 15;
      // a name that is too long is written smaller
      var room = (width - 2.0 * padding) / Math.max(1, width(nameOf(row)));
      var font = ChartTheme.PLAIN.deriveFont((float) (13 * Math.min(1, room)));
      // in front of the grid
      g.setColor(ChartTheme.PAGE);
      var words = ChartTheme.width(nameOf(row), font) + 4;
      g.fill(new Rectangle2D.Double(padding - 2, y - 12, words, 16));
      g.fill(new Rectangle2D.Double(x - 2, y + second - 12, figure + 4, 16));
      write(g, nameOf(row), padding, y, font, ChartTheme.INK);
      y += second;
    }
    write(g, row.text(), x, y, ChartTheme.BOLD, ChartTheme.INK);
  }

  /** Names at the ends of the lines, moved apart where they would touch. */
  private void paintLabels(Graphics2D g) {
    var labels =
        labels()
            .filter(label -> !name(label).isEmpty())
            .sorted(Comparator.comparingDouble(label -> area.y(label.end().y())))
            .toList();
    var places = new double[labels.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = area.y(labels.get(i).end().y());
      if (i > 0) places[i] = Math.max(places[i], places[i - 1] + LABEL);
    }
    // what was pushed too far down pushes back
    var lowest = plot.getMaxY() - 2;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], lowest);
      lowest = places[i] - LABEL;
    }
    for (int i = 0; i < places.length; i++) {
      var label = labels.get(i);
      var rest = label.look().role().equals("rest");
      var x = plot.getMaxX() + 8;
      if (!label.look().role().equals("muted")) {
        PlotMarkers.paint(g, label.look(), x, places[i]);
        x += 9;
      }
      var ink = rest ? ChartTheme.MUTED : ChartTheme.INK;
      write(g, name(label), x, places[i] + 4.5, ChartTheme.PLAIN, ink);
    }
  }

  private void paintAxes(Graphics2D g) {
    for (var layer : chart.layers()) {
      if (layer instanceof Band band) {
        g.setColor(ChartTheme.GRID);
        g.fill(
            new Rectangle2D.Double(
                area.x(band.from()),
                plot.getY(),
                area.x(band.to()) - area.x(band.from()),
                plot.getHeight()));
        var font = ChartTheme.FOOTNOTE;
        write(g, band.text(), area.x(band.from()) + 6, plot.getY() + 15, font, ChartTheme.MUTED);
      }
    }
    g.setStroke(ChartTheme.GRID_LINE);
    var font = ChartTheme.PLAIN;
    var written = new ArrayList<Rectangle2D>();
    for (var tick : chart.x().ticks()) {
      var x = area.x(tick.at());
      if (chart.x().grid()) gridLine(g, x, plot.getY(), x, plot.getMaxY());
      var left = Math.clamp(x - width(tick.label()) / 2, 2, width - 2 - width(tick.label()));
      var room = new Rectangle2D.Double(left - 5, 0, width(tick.label()) + 10, 1);
      if (written.stream().anyMatch(room::intersects)) continue;
      written.add(room);
      if (!chart.x().grid()) gridLine(g, x, plot.getMaxY(), x, plot.getMaxY() + 5);
      write(g, tick.label(), left, plot.getMaxY() + 20, font, ChartTheme.MUTED);
    }
    if (!chart.x().grid()) gridLine(g, plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY());
    written.clear();
    if (above) return;
    for (var tick : chart.y().ticks()) {
      var y = area.y(tick.at());
      if (chart.y().grid()) gridLine(g, plot.getX(), y, plot.getMaxX(), y);
      var room = new Rectangle2D.Double(0, y - 9, 1, 18);
      if (written.stream().anyMatch(room::intersects)) continue;
      written.add(room);
      var left = plot.getX() - 9 - width(tick.label());
      // names of rows are read, figures of a scale only glanced at
      var color = chart.y().grid() ? ChartTheme.MUTED : ChartTheme.INK;
      write(g, tick.label(), left, y + 4.5, font, color);
    }
  }

  private void gridLine(Graphics2D g, double x1, double y1, double x2, double y2) {
    g.setColor(ChartTheme.GRID);
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** As many columns as fit; a single row when all do. */
  private int columns() {
    for (int columns = keys.size(); columns > 1; columns--) {
      var used = BETWEEN * (columns - 1.0);
      for (int column = 0; column < columns; column++) used += columnWidth(column, columns);
      if (used <= width - 2 * padding) return columns;
    }
    return 1;
  }

  private double columnWidth(int column, int columns) {
    var widest = 0.0;
    for (int i = column; i < keys.size(); i += columns) {
      widest = Math.max(widest, width(keys.get(i)));
    }
    return widest;
  }

  private void paintLegend(Graphics2D g) {
    var oneRow = keys.stream().mapToDouble(this::width).sum() + BETWEEN * (keys.size() - 1.0);
    var left = legendRows == 1 ? (width - oneRow) / 2 : padding;
    var x = left;
    for (int i = 0; i < keys.size(); i++) {
      var column = i % legendColumns;
      if (column == 0) x = left;
      var baseline = legendTop() + 12 + ROW * (i / legendColumns);
      SwatchPainter.paint(g, keys.get(i), x, baseline - 4.5);
      var font = ChartTheme.PLAIN;
      var text = x + SwatchPainter.width(keys.get(i)) + GAP;
      write(g, keys.get(i).text(), text, baseline, font, ChartTheme.INK);
      x += columnWidth(column, legendColumns) + BETWEEN;
    }
  }

  private double width(Chart.Key key) {
    return SwatchPainter.width(key) + GAP + width(key.text());
  }

  private static double width(String label) {
    return ChartTheme.width(label, ChartTheme.PLAIN);
  }

  private static void write(
      Graphics2D g, String text, double x, double baseline, Font font, Color color) {
    if (text.isEmpty()) return;
    g.setColor(color);
    g.setFont(font);
    g.drawString(text, (float) x, (float) baseline);
  }

  private List<String> wrapped(String text, Font font) {
    if (text.isEmpty()) return List.of();
    var lines = new ArrayList<String>();
    var line = "";
    for (var word : text.split(" ")) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (ChartTheme.width(longer, font) > width - 2.0 * padding && !line.isEmpty()) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
