package toyredis.report.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import toyredis.report.chart.Axis.Tick;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Interval;
import toyredis.report.chart.Chart.Key;
import toyredis.report.chart.Chart.Label;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Ribbon;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.chart.Look;

/** A chart in characters: each server has a letter, which stands on its points and its line. */
final class ChartText {
  private static final int AXIS_COLOR = 245;

  /** A curve of more points carries its letter at places of its own. */
  private static final int DENSE = 20;

  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";
  private static final int BETWEEN = 3;

  private final Chart chart;
  private final int columns;
  private final boolean bars;
  private final int top;
  private final int left;
  private final int width;
  private final int height;
  private final Canvas canvas;
  private final List<Line> lettered = new ArrayList<>();
  private boolean met;

  ChartText(Chart chart, int columns, int rows, boolean unicode) {
    this.chart = chart;
    this.columns = columns;
    bars = chart.hasRows();
    top = bars ? 1 : 2;
    left = chart.y().ticks().stream().mapToInt(t -> t.label().length()).max().orElse(0) + 1;
    width = columns - left - Math.max(4, longestText());
    // the axis, its labels, its title, the legend and a star's meaning
    var below = 3 + legendRows() + 1;
    height = bars ? chart.y().ticks().size() : Math.max(12, rows - top - below);
    canvas = new Canvas(columns, top + height + below, unicode);
    canvas.write(0, 0, chart.title(), Canvas.PLAIN);
    if (!bars) canvas.write(1, 0, chart.y().title(), AXIS_COLOR);
    for (var layer : chart.layers()) {
      switch (layer) {
        case Band band -> draw(band);
        case Line line -> draw(line);
        case Bar bar -> draw(bar);
        case Interval interval -> draw(interval);
        case Ribbon ribbon -> {} // the line in it tells enough
        case Label label -> {} // a letter stands on the line itself
        case Markers markers -> draw(markers);
        case Rings rings -> rings.points().forEach(dot -> put(dot, 1, '!', Look.MUTED));
      }
    }
    lettered.forEach(this::writeLetters);
    drawAxes();
    writeLegend();
  }

  String text(boolean color) {
    return canvas.text(color);
  }

  private void draw(Band band) {
    for (int column = column(band.from()); column < column(band.to()); column++) {
      for (int row = top; row < top + height; row++) canvas.shade(row, column, AXIS_COLOR);
    }
    canvas.write(top, column(band.from()) + 1, " " + band.text() + " ", AXIS_COLOR);
  }

  private void draw(Line line) {
    var dashed = line.weight() == Look.Weight.DASHED;
    var points = line.points();
    var done = 0;
    for (int i = 1; i < points.size(); i++) {
      var x = dotX(points.get(i - 1).x());
      var y = dotY(points.get(i - 1).y());
      var across = dotX(points.get(i).x()) - x;
      var down = dotY(points.get(i).y()) - y;
      var steps = Math.max(Math.abs(across), Math.abs(down));
      for (int step = 0; step <= steps; step++) {
        if (dashed && (done + step) % 6 > 2) continue;
        var dotX = x + Math.round((float) across * step / Math.max(1, steps));
        var dotY = y + Math.round((float) down * step / Math.max(1, steps));
        canvas.dot(dotX, dotY, line.look().terminalColor());
      }
      done += steps;
    }
    if (!dashed) lettered.add(line);
  }

  /** A line's letters between its points, at columns where no other line has its own. */
  private void writeLetters(Line line) {
    var apart = Math.max(12, 2 * lettered.size());
    var first = left + 2 + lettered.indexOf(line) * apart / lettered.size();
    for (int column = first; column < left + width; column += apart) {
      var x = chart.x().at((column - 0.5 - left) / width);
      for (int i = 1; i < line.points().size(); i++) {
        var before = line.points().get(i - 1);
        var after = line.points().get(i);
        if (before.x() > x || x >= after.x()) continue;
        var start = dotY(before.y());
        var there = chart.x().position(x) - chart.x().position(before.x());
        var all = chart.x().position(after.x()) - chart.x().position(before.x());
        var row =
            (int) Math.round(start + there / all * (dotY(after.y()) - start)) / Canvas.DOTS_DOWN;
        if (canvas.letter(row, column) == 0) {
          canvas.put(row, column, line.look().letter(), line.look().terminalColor());
        }
        break;
      }
    }
  }

  private void draw(Markers markers) {
    var onCurve =
        chart.layers().stream()
            .anyMatch(
                layer ->
                    layer instanceof Line line
                        && line.look() == markers.look()
                        && line.points().size() > DENSE);
    if (onCurve) return;
    markers.points().forEach(dot -> put(dot, 0, markers.look().letter(), markers.look()));
  }

  /** Where two servers meet, a star stands for both. */
  private void put(Dot dot, int aside, char letter, Look look) {
    var row = dotY(dot.y()) / Canvas.DOTS_DOWN;
    var column = dotX(dot.x()) / Canvas.DOTS_ACROSS + aside;
    var there = canvas.letter(row, column);
    if (there == 0 || there == letter) {
      canvas.put(row, column, letter, look.terminalColor());
    } else if (aside == 0) {
      canvas.put(row, column, '*', Canvas.PLAIN);
      met = true;
    }
  }

  private void draw(Bar bar) {
    var row = row(bar.row());
    var eighths = (int) Math.round(chart.x().position(bar.length()) * width * 8);
    for (int i = 0; i * 8 < eighths; i++) {
      var block = EIGHTHS.charAt(Math.min(8, eighths - i * 8) - 1);
      var solid = chart.x().position(bar.solid()) * width >= i + 0.5 || bar.solid() == bar.length();
      canvas.put(row, left + 1 + i, solid ? block : '▒', bar.look().terminalColor());
    }
    canvas.write(row, left + 1 + Math.ceilDiv(eighths, 8), " " + text(bar), Canvas.PLAIN);
  }

  private void draw(Interval interval) {
    var row = row(interval.row());
    var color = interval.look().terminalColor();
    for (int at = column(interval.low()); at <= column(interval.high()); at++) {
      canvas.put(row, at, '─', color);
    }
    canvas.put(row, column(interval.median()), '●', color);
    canvas.write(row, left + 2 + width, interval.text(), Canvas.PLAIN);
  }

  /** The figure, and the lowest and highest of the runs behind it. */
  private static String text(Bar bar) {
    return bar.range().isEmpty() ? bar.text() : bar.text() + "  (" + bar.range() + ")";
  }

  /** What stands behind bars goes beyond the horizontal axis. */
  private int longestText() {
    return chart.layers().stream()
        .mapToInt(
            layer ->
                switch (layer) {
                  case Bar bar -> text(bar).length();
                  case Interval interval -> interval.text().length() + 2;
                  default -> 0;
                })
        .max()
        .orElse(0);
  }

  private void drawAxes() {
    for (int row = top; row < top + height; row++) canvas.put(row, left, '│', AXIS_COLOR);
    var used = new ArrayList<Integer>();
    for (var tick : chart.y().ticks()) {
      var row = row(tick.at());
      if (used.contains(row) || row < top) continue;
      used.add(row);
      canvas.write(
          row, left - tick.label().length(), tick.label(), bars ? Canvas.PLAIN : AXIS_COLOR);
      if (!bars) canvas.put(row, left, '┤', AXIS_COLOR);
    }
    var bottom = top + height;
    canvas.write(bottom, left, "└" + "─".repeat(width), AXIS_COLOR);
    var free = new boolean[columns + 1];
    Arrays.fill(free, true);
    for (var tick : chart.x().ticks()) writeTick(tick, bottom, free);
    var title = chart.x().title();
    canvas.write(bottom + 2, Math.max(0, left + (width - title.length()) / 2), title, AXIS_COLOR);
  }

  private void writeTick(Tick tick, int bottom, boolean[] free) {
    var column = column(tick.at());
    if (column > left + width) return;
    var from = Math.clamp(column - tick.label().length() / 2, 0, columns - tick.label().length());
    var to = Math.min(columns, from + tick.label().length() + 1);
    for (int i = Math.max(0, from - 1); i < to; i++) if (!free[i]) return;
    for (int i = from; i < to; i++) free[i] = false;
    canvas.put(bottom, column, '┬', AXIS_COLOR);
    canvas.write(bottom + 1, from, tick.label(), AXIS_COLOR);
  }

  private int column(double x) {
    return dotX(x) / Canvas.DOTS_ACROSS;
  }

  private int row(double y) {
    return dotY(y) / Canvas.DOTS_DOWN;
  }

  private int dotX(double x) {
    var position = chart.x().position(x) * (width * Canvas.DOTS_ACROSS - 1);
    return (left + 1) * Canvas.DOTS_ACROSS + (int) Math.round(position);
  }

  private int dotY(double y) {
    var position = (1 - chart.y().position(y)) * (height * Canvas.DOTS_DOWN - 1);
    return top * Canvas.DOTS_DOWN + (int) Math.round(position);
  }

  private int legendColumns() {
    return Math.max(1, (columns + BETWEEN) / (keyWidth() + BETWEEN));
  }

  private int legendRows() {
    return Math.ceilDiv(chart.legend().size(), legendColumns());
  }

  private int keyWidth() {
    return chart.legend().stream().mapToInt(key -> words(key).length()).max().orElse(0);
  }

  private void writeLegend() {
    for (int i = 0; i < chart.legend().size(); i++) {
      var key = chart.legend().get(i);
      var row = top + height + 3 + i / legendColumns();
      var column = i % legendColumns() * (keyWidth() + BETWEEN);
      canvas.write(row, column, words(key), Canvas.PLAIN);
      canvas.put(row, column, letter(key), key.look().terminalColor());
    }
    if (met) canvas.write(top + height + 3 + legendRows(), 0, "* several", Canvas.PLAIN);
  }

  /** The letter and the name; a step's number is both. */
  private static String words(Key key) {
    var letter = letter(key) + " ";
    return key.text().startsWith(letter) ? key.text() : letter + key.text();
  }

  private static char letter(Key key) {
    return switch (key.swatch()) {
      case RING -> '!';
      case SOLID -> '█';
      case PALE -> '▒';
      case MARKED_LINE, MARKER, LINE, DASHED_LINE -> key.look().letter();
    };
  }
}
