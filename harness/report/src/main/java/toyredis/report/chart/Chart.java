package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart as data, drawn for a page or for a terminal. Values are in the units of its axes.
 *
 * @param id the name of its files, {@code "latency"}
 * @param title of one of the book: what was found; else what it shows, in a few words
 * @param caption how to read it, in a sentence or two
 * @param alt what is drawn, in words: the values with their ranges
 * @param footnote which load, on which machine, and when; empty where the page says it
 * @param height of the plot, in pixels; {@link #ROW} for each row of one that has {@linkplain
 *     Axis#rows rows}, and 8
 * @param x the horizontal axis
 * @param y the vertical one; {@linkplain Axis#rows rows} for bars
 * @param layers what is drawn, the last on top
 * @param legend what is named below the plot, in this order, unless it has a {@link Label}
 */
public record Chart(
    String id,
    String title,
    String caption,
    String alt,
    String footnote,
    int height,
    Axis x,
    Axis y,
    List<Layer> layers,
    List<Key> legend) {

  /** The height of a row, in pixels. */
  public static final int ROW = 34;

  /** A point. */
  public record Dot(double x, double y) {}

  /** Something in the plot. */
  public sealed interface Layer {}

  /** Points joined by straight lines, in this order. */
  public record Line(Look look, Look.Weight weight, List<Dot> points) implements Layer {}

  /** From the lowest to the highest of several curves over the same places, ascending. */
  public record Ribbon(Look look, List<Dot> lower, List<Dot> upper) implements Layer {}

  /** A name at the right end of a line. */
  public record Label(Look look, String text, Dot end) implements Layer {}

  /** A marker at each point. */
  public record Markers(Look look, List<Dot> points) implements Layer {}

  /** A ring around each point: this one needs a second look. */
  public record Rings(List<Dot> points) implements Layer {}

  /** Something in a row, with a figure beside it. */
  public sealed interface Row extends Layer {
    Look look();

    /** On the vertical axis. */
    double row();

    String text();
  }

  /**
   * A bar from the left end of the horizontal axis.
   *
   * @param length on the horizontal axis
   * @param solid how much of it is drawn in full colour, from its left end; the rest is pale
   * @param runs the single values behind it, as dots; none if there is but one
   * @param range the lowest and the highest of the runs, where there is no room for dots; may be
   *     empty
   */
  public record Bar(
      Look look,
      double row,
      double length,
      double solid,
      List<Double> runs,
      String text,
      String range)
      implements Row {}

  /** A dot on a line from the lowest to the highest. */
  public record Interval(Look look, double row, double low, double median, double high, String text)
      implements Row {}

  /** A part of the horizontal axis that is shaded, and why. */
  public record Band(double from, double to, String text) implements Layer {}

  /** Which swatch a name in the legend has. */
  public enum Swatch {
    MARKED_LINE,
    MARKER,
    LINE,
    DASHED_LINE,
    RING,
    SOLID,
    PALE
  }

  /** A name in the legend. */
  public record Key(String text, Look look, Swatch swatch) {}

  /** Whether its vertical axis has a row for each name. */
  public boolean hasRows() {
    return y.title().isEmpty();
  }

  /** The same to be looked at by itself. */
  public Chart withFootnote(String text) {
    return new Chart(id, title, caption, alt, text, height, x, y, layers, legend);
  }

  /** Collects what a chart shows while it is made. */
  static final class Builder {
    private final List<Layer> layers = new ArrayList<>();
    private final List<Key> legend = new ArrayList<>();

    Builder add(Layer layer) {
      layers.add(layer);
      return this;
    }

    Builder name(String text, Look look, Swatch swatch) {
      legend.add(new Key(text, look, swatch));
      return this;
    }

    Chart build(String id, String title, String caption, String alt, int height, Axis x, Axis y) {
      return new Chart(
          id, title, caption, alt, "", height, x, y, List.copyOf(layers), List.copyOf(legend));
    }
  }
}
