package toyredis.report.draw;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.chart.Chart.Dot;

/**
 * A dashed line as its dashes. XChart begins a dashed stroke anew at every point, so that a curve
 * of many points comes out solid; it leaves a gap, though, at a point that is not a number.
 */
final class Dashes {
  private static final Dot GAP = new Dot(Double.NaN, Double.NaN);

  private final double[] pattern;
  private final List<Dot> cut = new ArrayList<>();
  private int part;
  private double left;

  /**
   * @param pattern lengths of dash, gap, dash, gap …, in pixels
   */
  private Dashes(float[] pattern) {
    this.pattern = new double[pattern.length];
    for (int i = 0; i < pattern.length; i++) this.pattern[i] = pattern[i];
    left = this.pattern[0];
  }

  /**
   * Cuts a line.
   *
   * @param points in pixels
   * @return the ends and corners of the dashes, in pixels, a gap behind each dash
   */
  static List<Dot> cut(List<Dot> points, float[] pattern) {
    var dashes = new Dashes(pattern);
    if (!points.isEmpty()) dashes.cut.add(points.getFirst());
    for (int i = 1; i < points.size(); i++) dashes.follow(points.get(i - 1), points.get(i));
    return dashes.cut;
  }

  private void follow(Dot from, Dot to) {
    var length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    var done = 0.0;
    while (length - done > left) {
      done += left;
      cut.add(between(from, to, done / length));
      if (part % 2 == 0) cut.add(GAP);
      part = (part + 1) % pattern.length;
      left = pattern[part];
    }
    left -= length - done;
    if (part % 2 == 0) cut.add(to);
  }

  private static Dot between(Dot from, Dot to, double share) {
    return new Dot(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
