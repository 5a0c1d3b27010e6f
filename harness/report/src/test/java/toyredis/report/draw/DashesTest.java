package toyredis.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import toyredis.report.chart.Chart.Dot;

class DashesTest {
  @Test
  void aCurveOfManyPointsHasTheDashesOfAStraightLine() {
    var straight = List.of(new Dot(0, 0), new Dot(100, 0));
    var points = IntStream.rangeClosed(0, 1000).mapToObj(i -> new Dot(i / 10.0, 0)).toList();
    var expected = List.of(List.of(0L, 7L), List.of(12L, 19L), List.of(24L, 31L));
    assertEquals(expected, ends(Dashes.cut(straight, new float[] {7, 5})).subList(0, 3));
    assertEquals(
        ends(Dashes.cut(straight, new float[] {7, 5})),
        ends(Dashes.cut(points, new float[] {7, 5})));
  }

  @Test
  void aPatternOfDashesAndDotsRepeats() {
    var line = List.of(new Dot(0, 0), new Dot(0, 42));
    var dashes = ends(Dashes.cut(line, new float[] {11, 4, 2, 4}));
    assertEquals(List.of(List.of(0L, 11L), List.of(15L, 17L)), dashes.subList(0, 2));
    assertEquals(List.of(21L, 32L), dashes.get(2));
  }

  /** Of each dash how far from the begin it starts and ends, in whole pixels. */
  private static List<List<Long>> ends(List<Dot> cut) {
    var dashes = new ArrayList<List<Long>>();
    var dash = new ArrayList<Long>();
    for (var dot : cut) {
      if (!Double.isNaN(dot.x())) {
        dash.add(Math.round(dot.x() + dot.y()));
      } else {
        dashes.add(List.of(dash.getFirst(), dash.getLast()));
        dash.clear();
      }
    }
    return dashes;
  }
}
