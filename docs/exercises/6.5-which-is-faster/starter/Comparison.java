import java.util.function.DoubleSupplier;

/**
 * Exercise 6.5: which is faster?
 *
 * <p>Two servers are compared. Each call of {@code a} or {@code b} is a run, and answers how long
 * an operation took in it. This method runs one after the other and always names a winner. Make it
 * honest. The machine becomes warmer, and other programs come and go, so:
 *
 * <ul>
 *   <li>a run of A and a run of B next to each other are a pair, and are compared with each other
 *       only;
 *   <li>as many pairs begin with A as with B (of an odd number, one more of either), so that who
 *       comes second is hurt as often on both sides;
 *   <li>what counts is which of the two was faster in each pair, and no sizes: a two-sided sign
 *       test. If neither were faster, each would win a pair as by the toss of a coin. Let k be the
 *       more wins of the two, of n. A winner is named if so uneven an outcome, of which either may
 *       be the winner, has a probability of at most 5 %: twice that of k or more heads in n tosses;
 *   <li>a pair in which both took exactly as long is no toss: it is run, and left out of n;
 *   <li>all pairs are run, also if the outcome seems clear before.
 * </ul>
 */
final class Comparison {
  private Comparison() {}

  /** Who is faster. */
  enum Verdict {
    A,
    B,
    INCONCLUSIVE
  }

  /**
   * Compares two servers.
   *
   * @param a runs server A once; answers the time of an operation, more than 0: less is faster
   * @param b runs server B once
   * @param pairs to be run, 1 to 1000
   */
  static Verdict compare(DoubleSupplier a, DoubleSupplier b, int pairs) {
    double timeOfA = 0;
    double timeOfB = 0;
    for (int i = 0; i < pairs; i++) timeOfA += a.getAsDouble();
    for (int i = 0; i < pairs; i++) timeOfB += b.getAsDouble();
    return timeOfA < timeOfB ? Verdict.A : Verdict.B;
  }
}
