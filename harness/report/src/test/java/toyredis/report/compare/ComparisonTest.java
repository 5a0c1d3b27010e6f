package toyredis.report.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import toyredis.results.Changed;
import toyredis.results.LoadResult;
import toyredis.results.Step;
import toyredis.results.Synthetic;
import toyredis.results.text.Table;

class ComparisonTest {

  /** Runs of one server, by its CPU per operation in each block. */
  private static List<ComparedRun> runs(Step step, double... cpuMicros) {
    var runs = new ArrayList<ComparedRun>();
    for (int i = 0; i < cpuMicros.length; i++) {
      var result = Synthetic.saturated(step, i + 1, cpuMicros[i]);
      runs.add(new ComparedRun(step.id(), "", i + 1, result));
    }
    return runs;
  }

  private static Comparison comparison(List<ComparedRun> base, List<ComparedRun> other) {
    var all = new ArrayList<>(base);
    all.addAll(other);
    return new Comparison("", base.getFirst().server(), all);
  }

  private static MedianInterval cpuRatio(Comparison comparison) {
    return comparison.rows("").getLast().cpuRatio().orElseThrow();
  }

  @Test
  void aServerIsDividedByTheBaselineOfItsOwnBlock() {
    // the machine grows slower and slower, and the server is always a tenth costlier
    var comparison =
        comparison(
            runs(Step.NAIVE_MAP, 10, 20, 40, 80, 160, 320),
            runs(Step.MUTEX, 11, 22, 44, 88, 176, 352));
    var ratio = cpuRatio(comparison);
    assertEquals(1.1, ratio.low(), 1e-9);
    assertEquals(1.1, ratio.high(), 1e-9);
    assertEquals("costlier", ratio.verdict("costlier", "cheaper"));
  }

  @Test
  void aBlockWithoutBothRunsIsLeftOut() {
    var other = new ArrayList<>(runs(Step.MUTEX, 20, 30, 90));
    other.remove(1);
    var ratio = cpuRatio(comparison(runs(Step.NAIVE_MAP, 10, 10, 30), other));
    assertEquals(2, ratio.low());
    assertEquals(3, ratio.high());
    assertEquals(2, ratio.runs());
  }

  @Test
  void whenTheIntervalContainsOneOrTheRunsAreFewItIsInconclusive() {
    var base = runs(Step.NAIVE_MAP, 10, 10, 10, 10, 10, 10);
    var wavering = cpuRatio(comparison(base, runs(Step.MUTEX, 9.9, 12, 12, 12, 12, 12)));
    assertEquals("inconclusive", wavering.verdict("costlier", "cheaper"));
    var cheaper = cpuRatio(comparison(base, runs(Step.MUTEX, 9.9, 9, 8, 7, 6, 5)));
    assertEquals("cheaper", cheaper.verdict("costlier", "cheaper"));
    var few = cpuRatio(comparison(base, runs(Step.MUTEX, 20, 21, 22)));
    assertEquals("inconclusive", few.verdict("costlier", "cheaper"));
  }

  @Test
  void anExperimentsBlocksAreToldByTheSeedWhateverTheOrder() {
    var runs = new ArrayList<LoadResult>();
    for (int block = 6; block >= 1; block--) {
      runs.add(Synthetic.saturated(Step.MUTEX, 40 + block, 11 * block));
      runs.addFirst(Synthetic.saturated(Step.NAIVE_MAP, 40 + block, 10 * block));
    }
    var comparison = Comparison.ofExperiment(runs, "step1");
    assertEquals(List.of(""), comparison.values());
    assertEquals(1, comparison.runs().getLast().block());
    var ratio = cpuRatio(comparison);
    assertEquals(6, ratio.runs());
    assertEquals(1.1, ratio.low(), 1e-9);
    assertEquals(1.1, ratio.high(), 1e-9);
  }

  @Test
  void anExperimentOfSeveralConnectionCountsHasThemAsItsValues() {
    var runs = new ArrayList<LoadResult>();
    for (int connections : new int[] {1000, 500}) {
      for (var step : List.of(Step.NAIVE_MAP, Step.MUTEX)) {
        for (int block = 1; block <= 2; block++) {
          runs.add(Synthetic.original(step, connections, block, 0.9));
        }
      }
    }
    var comparison = Comparison.ofExperiment(runs, "step1");
    assertEquals(List.of("500", "1000"), comparison.values());
    assertEquals(4, comparison.pairs("step2").size());
    for (var pair : comparison.pairs("step2")) {
      assertEquals(pair.baseline().load(), pair.run().load());
    }
  }

  @Test
  void anUnknownCostHasNoRatio() {
    var comparison = comparison(runs(Step.NAIVE_MAP, 10, 11), runs(Step.MUTEX, 0, 0));
    var row = comparison.rows("").getLast();
    assertEquals(Optional.empty(), row.cpu());
    assertEquals(Optional.empty(), row.cpuRatio());
    assertTrue(row.throughputRatio().isPresent());
    assertTrue(ComparisonText.of(comparison, Table.WIDE).contains("–"));
  }

  @Test
  void theTextHasTheFiguresThenTheRatiosThenHowToReadThem() {
    var comparison =
        comparison(
            runs(Step.NAIVE_MAP, 10, 10, 10, 10, 10, 10), runs(Step.MUTEX, 11, 12, 13, 14, 15, 16));
    assertEquals(
        """
                ops/s        [min–max]  CPU µs/op    [min–max]  p50 ms  p99 ms  errors
        step1  41,500  [34,000–49,000]       10.0  [10.0–10.0]    0.50    2.00       0
        step2  43,000  [35,500–50,500]       13.5  [11.0–16.0]    0.50    2.00       0

        divided by step1  CPU per operation          throughput
        step2             1.35 [1.10–1.60] costlier  1.04 [1.03–1.04] faster

        A figure is the median of 6 runs, with the lowest and the highest. A ratio is the median of the
        blocks' ratios; its interval covers the true one with 97 % confidence, each by itself: of many, one
        may miss. "inconclusive": the interval contains 1.\
        """
            .stripIndent(),
        ComparisonText.of(comparison, Table.WIDE));
  }

  @Test
  void tooFewRunsAreSaidSo() {
    var text =
        ComparisonText.of(
            comparison(runs(Step.NAIVE_MAP, 1, 2, 3), runs(Step.MUTEX, 5, 6, 7)), Table.WIDE);
    assertTrue(text.contains("75 % confidence"), text);
    assertTrue(text.contains("too few runs"), text);
    assertFalse(text.contains("faster"), text);
  }

  @Test
  void whereTheGeneratorSetTheLimitItIsSaid() {
    var limited = new ArrayList<ComparedRun>();
    for (var run : runs(Step.MUTEX, 11, 12, 13)) {
      var sentence = run.block() == 1 ? "" : "the generator was the bottleneck";
      limited.add(
          new ComparedRun("step2", "", run.block(), withBottleneck(run.result(), sentence)));
    }
    var text = ComparisonText.of(comparison(runs(Step.NAIVE_MAP, 10, 10, 10), limited), Table.WIDE);
    assertTrue(text.contains("\nstep2, in 2 of 3 runs: the generator was the bottleneck\n"), text);
  }

  private static LoadResult withBottleneck(LoadResult r, String sentence) {
    return Changed.with(r, "clientUse", new LoadResult.ClientUse(7, 1, 0, 0, sentence));
  }

  @Test
  void theCsvHasOneLineForEachServerAndAsManyCellsAsItsHeader() {
    var comparison =
        comparison(runs(Step.NAIVE_MAP, 10, 10, 10, 10), runs(Step.MUTEX, 0, 12, 13, 14));
    var lines = ComparisonText.csv(comparison).split("\r\n");
    assertEquals(3, lines.length);
    for (var line : lines) assertEquals(lines[0].split(",", -1).length, line.split(",", -1).length);
    assertTrue(
        lines[1].startsWith(",,step1,4,44500.0000,40000.0000,49000.0000,10.0000,"), lines[1]);
  }

  @Test
  void theCsvOpensInASpreadsheetAsItIsWhateverTheLocale() {
    var odd = new ArrayList<ComparedRun>();
    for (var name : List.of("=1+1:80", "-x,\"y\":80", "@a\n:80")) {
      for (var run : runs(Step.MUTEX, 11, 12)) {
        odd.add(new ComparedRun(name, "", run.block(), run.result()));
      }
    }
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      var csv = ComparisonText.csv(comparison(runs(Step.NAIVE_MAP, 10, 10), odd));
      assertTrue(csv.contains("\r\n,,'=1+1:80,2,"), csv);
      assertTrue(csv.contains("\r\n,,\"'-x,\"\"y\"\":80\",2,"), csv);
      assertTrue(csv.contains("\r\n,,\"'@a\n:80\",2,"), csv);
      assertTrue(csv.chars().allMatch(c -> c < 128), csv);
      assertFalse(csv.contains("NaN") || csv.contains("Infinity"), csv);
    } finally {
      Locale.setDefault(before);
    }
  }
}
