import java.util.Arrays;
import java.util.List;

/**
 * Exercise 6.3: averages of percentiles.
 *
 * <p>Several connections have each noted their latencies, in any order, and not equally many; some
 * have none. {@link #p99} averages their percentiles, which is no percentile of anything. And
 * {@link #medianRatio} divides two averages, so that one bad minute of the machine decides. Mend
 * both. Leave the arrays that you are given as they are.
 */
final class Summary {
  private Summary() {}

  /**
   * Answers the 99th percentile of all requests: the shortest of the latencies that at least 99 of
   * 100 do not exceed. There is at least one latency in all.
   */
  static long p99(List<long[]> connections) {
    double sum = 0;
    for (var latencies : connections) {
      Arrays.sort(latencies);
      sum += latencies[latencies.length * 99 / 100];
    }
    return Math.round(sum / connections.size());
  }

  /**
   * Answers how many times as much A took as B: the median of the ratios A / B, block by block. Of
   * an even number it is half way between the two in the middle.
   *
   * @param a of each block, more than 0; at least one
   * @param b of the same blocks
   */
  static double medianRatio(double[] a, double[] b) {
    return Arrays.stream(a).average().orElseThrow() / Arrays.stream(b).average().orElseThrow();
  }
}
