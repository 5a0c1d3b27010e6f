import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {

  /** Two servers whose runs were decided before. */
  private static final class Servers {
    private final double[] a; // the time of each run of A, on a machine that does not change
    private final double[] b;
    private final double drift; // each run takes so many times as long as the one before
    private final StringBuilder order = new StringBuilder(); // of the runs: ABBA…
    private double machine = 1;
    private int runsOfA;
    private int runsOfB;

    Servers(double drift, double[] a, double[] b) {
      this.drift = drift;
      this.a = a;
      this.b = b;
    }

    private double run(char who) {
      order.append(who);
      int number = who == 'A' ? runsOfA++ : runsOfB++;
      assertTrue(number < a.length, "Of " + a.length + " pairs, one run of " + who + " too many.");
      double time = (who == 'A' ? a : b)[number] * machine;
      machine *= drift;
      return time;
    }

    /** Lets them be compared, and looks at the order of runs. */
    Comparison.Verdict compare() {
      int pairs = a.length;
      var verdict = Comparison.compare(() -> run('A'), () -> run('B'), pairs);
      assertEquals(2 * pairs, order.length(), "runs of A and of B, for " + pairs + " pairs");
      int begunWithA = 0;
      for (int i = 0; i < order.length(); i += 2) {
        assertTrue(
            order.charAt(i) != order.charAt(i + 1),
            "The runs were %s, and %d and %d of them are no pair."
                .formatted(shown(), i + 1, i + 2));
        if (order.charAt(i) == 'A') begunWithA++;
      }
      assertTrue(
          Math.abs(2 * begunWithA - pairs) <= 1,
          "The order is not balanced: %d of %d pairs begin with A, and the runs were %s."
              .formatted(begunWithA, pairs, shown()));
      return verdict;
    }

    private String shown() {
      return order.length() <= 40 ? order.toString() : order.substring(0, 40) + "…";
    }
  }

  /** Wins of A, wins of B and ties, in any order, by margins of all sizes. */
  private static Servers outcome(int winsOfA, int winsOfB, int ties, int seed) {
    int pairs = winsOfA + winsOfB + ties;
    var random = new Random(seed);
    var ratios = new double[pairs];
    Arrays.fill(ratios, 1);
    for (int i = 0; i < winsOfA; i++) ratios[i] = 1 / (1.001 + random.nextInt(40) / 16.0);
    for (int i = 0; i < winsOfB; i++) ratios[winsOfA + i] = 1.001 + random.nextInt(40) / 16.0;
    for (int i = pairs - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = ratios[i];
      ratios[i] = ratios[j];
      ratios[j] = swapped;
    }
    var a = new double[pairs];
    var b = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      b[i] = Math.pow(2, random.nextInt(8)); // other programs come and go
      a[i] = b[i] * ratios[i];
    }
    return new Servers(1, a, b);
  }

  private static void isDecided(int wins, int losses, int ties) {
    var told = "%d wins, %d losses and %d ties of ".formatted(wins, losses, ties);
    for (int seed = 0; seed < 3; seed++) {
      assertEquals(Comparison.Verdict.A, outcome(wins, losses, ties, seed).compare(), told + "A");
      assertEquals(Comparison.Verdict.B, outcome(losses, wins, ties, seed).compare(), told + "B");
    }
  }

  private static void isInconclusive(int wins, int losses, int ties) {
    var told = "%d wins, %d losses and %d ties of ".formatted(wins, losses, ties);
    for (int seed = 0; seed < 3; seed++) {
      assertEquals(
          Comparison.Verdict.INCONCLUSIVE, outcome(wins, losses, ties, seed).compare(), told + "A");
      assertEquals(
          Comparison.Verdict.INCONCLUSIVE, outcome(losses, wins, ties, seed).compare(), told + "B");
    }
  }

  private static double[] each(int count, double time) {
    var all = new double[count];
    Arrays.fill(all, time);
    return all;
  }

  @Test
  @Order(1)
  void theRunsAreNeighboursAndAsManyPairsBeginWithEither() {
    for (int pairs : new int[] {2, 1, 3, 6, 7, 20, 101}) outcome(pairs, 0, 0, 1).compare();
  }

  @Test
  @Order(2)
  void aMachineThatBecomesSlowerDecidesNothing() {
    for (int pairs : new int[] {6, 7, 10, 20, 100, 101}) {
      for (double drift : new double[] {1.01, 0.99, 1.1, 0.9}) {
        assertEquals(
            Comparison.Verdict.INCONCLUSIVE,
            new Servers(drift, each(pairs, 8), each(pairs, 8)).compare(),
            "%d pairs of equal servers, each run %s times as long as the one before"
                .formatted(pairs, drift));
      }
    }
  }

  @Test
  @Order(3)
  void aDifferenceIsFoundOnAMachineThatBecomesSlower() {
    for (double drift : new double[] {1.01, 0.99}) {
      assertEquals(
          Comparison.Verdict.A,
          new Servers(drift, each(40, 7.6), each(40, 8)).compare(),
          "40 pairs, A 5 %% faster, each run %s times as long as the one before".formatted(drift));
      assertEquals(
          Comparison.Verdict.B,
          new Servers(drift, each(40, 8), each(40, 7.6)).compare(),
          "40 pairs, B 5 %% faster, each run %s times as long as the one before".formatted(drift));
    }
  }

  @Test
  @Order(4)
  void aSmallDifferenceCountsAndOneDisturbedPairDoesNot() {
    var disturbed = each(20, 9.99);
    disturbed[5] = 10_000;
    assertEquals(
        Comparison.Verdict.A,
        new Servers(1, disturbed, each(20, 10)).compare(),
        "20 pairs, in 19 of which A is 0.1 % faster, and in one disturbed");
    assertEquals(
        Comparison.Verdict.B,
        new Servers(1, each(20, 10), disturbed).compare(),
        "20 pairs, in 19 of which B is 0.1 % faster, and in one disturbed");
  }

  @Test
  @Order(5)
  void fewPairsAreNeverEnough() {
    isInconclusive(1, 0, 0);
    isInconclusive(4, 0, 0);
    isInconclusive(5, 0, 0);
    isDecided(6, 0, 0);
    isInconclusive(5, 1, 0);
    isInconclusive(3, 3, 0);
  }

  @Test
  @Order(6)
  void aWinnerIsNamedWhereACoinWouldHardlyDoTheSame() {
    isDecided(9, 1, 0);
    isInconclusive(8, 2, 0);
    isDecided(13, 4, 0);
    isInconclusive(12, 5, 0);
    isDecided(15, 5, 0);
    isInconclusive(14, 6, 0);
    isInconclusive(10, 10, 0);
  }

  @Test
  @Order(7)
  void manyPairsFindLess() {
    isDecided(61, 39, 0);
    isInconclusive(60, 40, 0);
    isInconclusive(50, 50, 0);
    isDecided(532, 468, 0);
    isInconclusive(531, 469, 0);
    isDecided(1000, 0, 0);
  }

  @Test
  @Order(8)
  void tiesAreLeftOut() {
    isInconclusive(0, 0, 20);
    isDecided(8, 0, 12);
    isInconclusive(5, 0, 15);
    isDecided(15, 5, 81);
    isInconclusive(14, 6, 1);
  }
}
