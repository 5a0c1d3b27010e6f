import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  // the original's load
  private static final double THINK = 49.5;

  private static void foretells(double expected, int connections, double think, long response) {
    assertEquals(
        expected,
        Law.throughput(connections, think, response),
        expected * 1e-9,
        "operations per second of %d connections that think for %s ms and wait for %d µs"
            .formatted(connections, think, response));
  }

  private static void isAShare(double expected, Law.Run run) {
    assertEquals(expected, Law.share(run), 1e-9, "the share of the law of " + run);
  }

  @Test
  @Order(1)
  void thinkingAndWaitingMakeARound() {
    foretells(1200 / 0.2995, 1200, THINK, 250_000);
    foretells(500 / 0.0505, 500, THINK, 1_000);
    foretells(1 / 3.0, 1, 1_000, 2_000_000);
  }

  @Test
  @Order(2)
  void microsecondsAndFractionsCount() {
    foretells(1 / 0.001007, 1, 1, 7);
    foretells(7 / 0.00205, 7, 1.75, 300);
    foretells(1 / 7200.0, 1, 3_600_000, 3_600_000_000L);
  }

  @Test
  @Order(3)
  void manyConnectionsAreNoTrouble() {
    foretells(5_000_000 / 0.2995, 5_000_000, THINK, 250_000);
  }

  @Test
  @Order(4)
  void connectionsMayNeverThinkOrNeverWait() {
    foretells(50 / 0.0004, 50, 0, 400);
    foretells(500 / 0.0495, 500, THINK, 0);
    assertEquals(
        Double.POSITIVE_INFINITY,
        Law.throughput(1, 0, 0),
        "operations per second where neither thinking nor waiting takes any time");
  }

  @Test
  @Order(5)
  void theShareIsThatOfTheLawWithTheWire() {
    isAShare(1665.35 / (500 / 0.2995), new Law.Run(500, THINK, 250_000, 1665.35));
    isAShare(0.5, new Law.Run(10, 0, 1_000, 5_000));
    isAShare(0.5, new Law.Run(10, 1, 0, 5_000));
    isAShare(1.02, new Law.Run(99, THINK, 49_500, 1020));
    isAShare(0, new Law.Run(10, 1, 10, 0));
    isAShare(0, new Law.Run(50, 0, 0, 100_000));
  }

  @Test
  @Order(6)
  void theRunFarBelowItsOwnLawIsTheServers() {
    // the slow one keeps to its clients' pace; the fast one could have made 100,000
    var paced = new Law.Run(500, THINK, 250_000, 1_660);
    var saturated = new Law.Run(500, 0, 5_000, 60_000);
    assertSame(saturated, Law.limitedByServer(paced, saturated), "the run limited by the server");
    assertSame(saturated, Law.limitedByServer(saturated, paced), "the same runs, exchanged");
    // the same load and server, over a longer wire
    var near = new Law.Run(1_000, 10, 0, 60_000);
    var far = new Law.Run(1_000, 10, 90_000, 9_800);
    assertSame(near, Law.limitedByServer(far, near), "the run limited by the server");
    // a higher throughput can be the lower share
    var few = new Law.Run(100, 1, 0, 70_000);
    var many = new Law.Run(1_000, 1, 0, 80_000);
    assertSame(many, Law.limitedByServer(few, many), "of two below 0.9, the one further below");
    assertSame(many, Law.limitedByServer(many, few), "the same runs, exchanged");
    // and so can fewer operations missing
    var small = new Law.Run(10, 10, 0, 300);
    var large = new Law.Run(1_000, 10, 0, 80_000);
    assertSame(small, Law.limitedByServer(small, large), "of two below 0.9, the one further below");
  }

  @Test
  @Order(7)
  void noneIsNamedWhenBothKeepToTheLaw() {
    var a = new Law.Run(500, THINK, 250_000, 0.998 * 500 / 0.2995);
    var b = new Law.Run(1_000, THINK, 250_000, 0.91 * 1_000 / 0.2995);
    assertNull(Law.limitedByServer(a, b), "both runs make more than 0.9 of the law");
    assertNull(Law.limitedByServer(b, a), "both runs make more than 0.9 of the law");
    var c = new Law.Run(1_000, THINK, 250_000, 0.89 * 1_000 / 0.2995);
    assertSame(c, Law.limitedByServer(a, c), "a run with a share of 0.89");
  }
}
