import java.util.Arrays;
import java.util.List;

/**
 * Exercise 6.3, solved: first all latencies are put together, then one percentile is taken; first
 * each block is compared with itself, then the median is taken.
 */
final class Summary {
  private Summary() {}

  /**
   * Answers the 99th percentile of all requests: the shortest of the latencies that at least 99 of
   * 100 do not exceed. There is at least one latency in all.
   */
  static long p99(List<long[]> connections) {
    var all = connections.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    int rank = (int) ((all.length * 99L + 99) / 100); // rounded up
    return all[rank - 1];
  }

  /**
   * Answers how many times as much A took as B: the median of the ratios A / B, block by block. Of
   * an even number it is half way between the two in the middle.
   *
   * @param a of each block, more than 0; at least one
   * @param b of the same blocks
   */
  static double medianRatio(double[] a, double[] b) {
    var ratios = new double[a.length];
    Arrays.setAll(ratios, i -> a[i] / b[i]);
    Arrays.sort(ratios);
    return (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
  }
}
