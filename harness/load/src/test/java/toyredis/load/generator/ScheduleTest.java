package toyredis.load.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Loop;

/** When requests are due, from a fixed seed and without waiting for it. */
class ScheduleTest {
  private static final long BEGIN = -7_000_000_000L; // nanoTime may be anything
  private static final double RATE = 10_000;

  @Test
  void constantArrivalsOfAllConnectionsTogetherAreEvenlySpaced() {
    var due = due(Loop.CONSTANT, 20, 100);
    for (int i = 1; i < due.size(); i++) {
      assertEquals(1e9 / RATE, due.get(i) - due.get(i - 1), 2);
    }
  }

  @Test
  void aConnectionThatOpensLateJoinsAtItsNextTurn() {
    var schedule = schedule(Loop.CONSTANT, 20);
    var connection = new Connection(3, 1, 1);
    long late = BEGIN + 123_456_789;
    long first = schedule.firstDue(connection, late);
    assertTrue(first >= late && first - late <= 20 / RATE * 1e9, "" + (first - late));
    assertEquals(0, (first - schedule.firstDue(connection, BEGIN)) % (20 * 1e9 / RATE), 1);
  }

  @Test
  void poissonArrivalsHaveExponentialGaps() {
    var due = due(Loop.POISSON, 20, 2_000);
    // at the end, connections whose last request came early are missing
    var gaps = new ArrayList<Double>();
    for (int i = 1; i < 30_000; i++) gaps.add((due.get(i) - due.get(i - 1)) * RATE / 1e9);
    double mean = gaps.stream().mapToDouble(g -> g).average().orElseThrow();
    double variance =
        gaps.stream().mapToDouble(g -> (g - mean) * (g - mean)).average().orElseThrow();
    long longer = gaps.stream().filter(gap -> gap > 1).count();
    // of 30,000: mean 1 ± 0.006, variance 1 ± 0.016, share above 1 is 1/e ± 0.003; thrice that
    assertEquals(1, mean, 0.018);
    assertEquals(1, variance, 0.05);
    assertEquals(Math.exp(-1), longer / (double) gaps.size(), 0.009);
  }

  @Test
  void thinkTimeIsSpreadOverItsRange() {
    var load = LoadSettings.closedLoop(1).withArrivals(Arrivals.closed(5, 9));
    var schedule = new Schedule(load, BEGIN);
    var connection = new Connection(0, 1, 1);
    long least = Long.MAX_VALUE;
    long most = 0;
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      long think = schedule.think(connection);
      least = Math.min(least, think);
      most = Math.max(most, think);
      sum += think;
    }
    assertTrue(least >= 5_000_000 && least < 5_010_000, "" + least);
    assertTrue(most <= 9_000_000 && most > 8_990_000, "" + most);
    assertEquals(7e6, sum / 10_000, 0.05e6);
  }

  /** When the first {@code each} requests of each connection are due, in order. */
  private static List<Long> due(Loop loop, int connections, int each) {
    var schedule = schedule(loop, connections);
    var due = new ArrayList<Long>();
    for (int number = 0; number < connections; number++) {
      var connection = new Connection(number, 1, 1);
      connection.due = schedule.firstDue(connection, BEGIN);
      for (int i = 0; i < each; i++) {
        due.add(connection.due);
        connection.due = schedule.nextDue(connection);
      }
    }
    Collections.sort(due);
    return due;
  }

  private static Schedule schedule(Loop loop, int connections) {
    var load =
        LoadSettings.closedLoop(connections)
            .withKeys(new Keys(KeyChoice.ONE, 1))
            .withArrivals(new Arrivals(loop, RATE, 0, 0));
    load.check();
    return new Schedule(load, BEGIN);
  }
}
