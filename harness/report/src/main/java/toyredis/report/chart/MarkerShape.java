package toyredis.report.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes of markers, each of about the same weight to the eye. */
public enum MarkerShape {
  CIRCLE,
  SQUARE,
  TRIANGLE_UP,
  DIAMOND,
  TRIANGLE_DOWN,
  CROSS;

  /**
   * The shape around a point.
   *
   * @param size the diameter of the circle, in pixels; the other shapes look as large
   */
  public Shape around(double x, double y, double size) {
    var half = size / 2;
    return switch (this) {
      case CIRCLE -> new Ellipse2D.Double(x - half, y - half, size, size);
      case SQUARE -> new Rectangle2D.Double(x - half * 0.9, y - half * 0.9, size * 0.9, size * 0.9);
      case TRIANGLE_UP -> polygon(x, y, half * 1.15, 0, -1, 1, 0.8, -1, 0.8);
      case DIAMOND -> polygon(x, y, half * 1.25, 0, -1, 1, 0, 0, 1, -1, 0);
      case TRIANGLE_DOWN -> polygon(x, y, half * 1.15, 0, 1, 1, -0.8, -1, -0.8);
      case CROSS ->
          polygon(
              x,
              y,
              half * 0.6,
              0,
              -0.7,
              1,
              -1.7,
              1.7,
              -1,
              0.7,
              0,
              1.7,
              1,
              1,
              1.7,
              0,
              0.7,
              -1,
              1.7,
              -1.7,
              1,
              -0.7,
              0,
              -1.7,
              -1,
              -1,
              -1.7);
    };
  }

  /** Corners as multiples of a unit away from the centre: x, y, x, y … */
  private static Shape polygon(double x, double y, double unit, double... corners) {
    var path = new Path2D.Double();
    for (int i = 0; i < corners.length; i += 2) {
      var cornerX = x + corners[i] * unit;
      var cornerY = y + corners[i + 1] * unit;
      if (i == 0) path.moveTo(cornerX, cornerY);
      else path.lineTo(cornerX, cornerY);
    }
    path.closePath();
    return path;
  }
}
