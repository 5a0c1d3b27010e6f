import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static void p99Is(long expected, String of, long[]... connections) {
    assertEquals(expected, Summary.p99(List.of(connections)), "the 99th percentile of " + of);
  }

  private static long[] upTo(int last) {
    return LongStream.rangeClosed(1, last).toArray();
  }

  private static long[] each(int count, long latency) {
    var all = new long[count];
    Arrays.fill(all, latency);
    return all;
  }

  @Test
  @Order(1)
  void onePercentileOfAllLatenciesTogether() {
    p99Is(10, "100 times 10 and once 9000, on two connections", each(100, 10), each(1, 9000));
    p99Is(5000, "two connections, one of them slow", each(500, 10), each(500, 5000));
    p99Is(10, "a busy quick connection and an idle slow one", each(9_990, 10), each(10, 5000));
    p99Is(5000, "a busy slow connection and an idle quick one", each(10, 10), each(9_990, 5000));
  }

  @Test
  @Order(2)
  void itIsTheShortestThat99Of100DoNotExceed() {
    for (int n : new int[] {1, 2, 50, 99, 100, 101, 150, 199, 200, 201, 1000, 1001, 1099}) {
      p99Is((n * 99 + 99) / 100, "the latencies 1 to " + n, upTo(n));
    }
  }

  @Test
  @Order(3)
  void orderDoesNotCountAndEmptyConnectionsNeither() {
    var all = upTo(1000);
    var random = new Random(3);
    for (int i = all.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long swapped = all[i];
      all[i] = all[j];
      all[j] = swapped;
    }
    var first = Arrays.copyOf(all, 37);
    var rest = Arrays.copyOfRange(all, 37, 1000);
    p99Is(990, "the latencies 1 to 1000, mixed", new long[0], first, new long[0], rest);
    p99Is(9_000_000_000L, "latencies of 9 s", each(3, 9_000_000_000L), each(2, 8_000_000_000L));
  }

  @Test
  @Order(4)
  void ratiosAreTakenBlockByBlock() {
    // A takes twice what B takes, and in one block the machine was slow
    ratioIs(2, new double[] {2, 2, 600}, new double[] {1, 1, 300});
    ratioIs(2, new double[] {2, 20, 6, 400, 8}, new double[] {1, 10, 3, 200, 4});
    // one block in which only A was disturbed
    ratioIs(0.5, new double[] {1, 2, 900, 3, 1}, new double[] {2, 4, 6, 6, 2});
    // the medians of either are in other blocks: 3 / 2
    ratioIs(2, new double[] {1, 3, 8}, new double[] {2, 1, 4});
    ratioIs(1, new double[] {1, 4, 9, 2, 5}, new double[] {1, 8, 3, 2, 1});
  }

  @Test
  @Order(5)
  void anEvenNumberHasAMedianToo() {
    ratioIs(1.5, new double[] {2, 1}, new double[] {1, 1});
    ratioIs(3, new double[] {40, 2, 1, 40}, new double[] {10, 1, 2, 1});
    ratioIs(0.25, new double[] {1}, new double[] {4});
  }

  private static void ratioIs(double expected, double[] a, double[] b) {
    assertEquals(
        expected,
        Summary.medianRatio(a.clone(), b.clone()),
        1e-9,
        "the median ratio of %s to %s".formatted(Arrays.toString(a), Arrays.toString(b)));
  }

  @Test
  @Order(6)
  void theGivenArraysAreLeftAlone() {
    var mixed = new long[] {5, 1, 3};
    p99Is(5, "5, 1, 3 and 2", mixed, new long[] {2});
    assertArrayEquals(new long[] {5, 1, 3}, mixed, "the connection's latencies, after the call");
    var a = new double[] {9, 1, 6};
    var b = new double[] {3, 1, 2};
    Summary.medianRatio(a, b);
    assertArrayEquals(new double[] {9, 1, 6}, a, "the figures of A, after the call");
    assertArrayEquals(new double[] {3, 1, 2}, b, "the figures of B, after the call");
  }
}
