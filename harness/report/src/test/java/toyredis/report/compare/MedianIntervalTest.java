package toyredis.report.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {

  /** Of the runs 1, 2, …, n; the confidences are sums of binomial coefficients over 2^n. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.0, 1, 0",
    "2, 1, 1.5, 2, 0.5",
    "3, 1, 2.0, 3, 0.75",
    "4, 1, 2.5, 4, 0.875",
    "5, 1, 3.0, 5, 0.9375",
    "6, 1, 3.5, 6, 0.96875",
    "8, 1, 4.5, 8, 0.9921875",
    "9, 2, 5.0, 8, 0.9609375",
    "12, 3, 6.5, 10, 0.96142578125",
    "20, 6, 10.5, 15, 0.958610534667969"
  })
  void theIntervalAndItsConfidenceAreExact(
      int runs, double low, double median, double high, double confidence) {
    var values = DoubleStream.iterate(runs, value -> value - 1).limit(runs);
    var interval = MedianInterval.of(values);
    assertEquals(runs, interval.runs());
    assertEquals(low, interval.low());
    assertEquals(median, interval.median());
    assertEquals(high, interval.high());
    assertEquals(confidence, interval.confidence(), 1e-12);
  }

  @Test
  void itCoversTheTrueMedianAsOftenAsItSaysWhateverTheDistribution() {
    var random = new Random(4);
    int trials = 20_000;
    // exponential with mean 1: far from symmetric, its median is ln 2
    long covered =
        IntStream.range(0, trials)
            .mapToObj(
                i -> MedianInterval.of(DoubleStream.generate(random::nextExponential).limit(6)))
            .filter(interval -> interval.low() <= Math.log(2) && Math.log(2) <= interval.high())
            .count();
    // six standard deviations of the share
    double tolerance = 6 * Math.sqrt(0.96875 * 0.03125 / trials);
    assertEquals(0.96875, (double) covered / trials, tolerance);
  }

  @Test
  void fiveRunsDecideNothingSixDo() {
    assertEquals(6, MedianInterval.FEWEST_DECISIVE);
    assertFalse(MedianInterval.of(DoubleStream.of(2, 3, 4, 5, 6)).decisive());
    assertFalse(MedianInterval.of(DoubleStream.of(2, 3, 4, 5, 6)).excludes(0, 1));
    assertFalse(MedianInterval.of(DoubleStream.of(2, 3, 4, 5, 6)).liesWithin(1, 7));
    assertTrue(MedianInterval.of(DoubleStream.of(2, 3, 4, 5, 6, 7)).decisive());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.9, false, true",
    "7.1, 9, false, true",
    "0, 2, false, false",
    "2, 7, true, false",
    "3, 6, false, false",
    "2.1, 8, false, false",
    "0, 6.9, false, false"
  })
  void aRangeIsDecidedByTheWholeInterval(double from, double to, boolean within, boolean excluded) {
    var interval = MedianInterval.of(DoubleStream.of(2, 3, 4, 5, 6, 7));
    assertEquals(within, interval.liesWithin(from, to));
    assertEquals(excluded, interval.excludes(from, to));
  }

  @Test
  void ofNoRunsThereIsNoMedian() {
    assertThrows(IllegalArgumentException.class, () -> MedianInterval.of(DoubleStream.empty()));
  }
}
