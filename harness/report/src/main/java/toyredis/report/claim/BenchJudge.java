package toyredis.report.claim;

import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.results.BenchResult;
import toyredis.results.Digits;
import toyredis.results.Result;

/**
 * Decides by the time of one store's operation divided by another's, without the network.
 *
 * @param benchmark {@code "getOrSet"} or {@code "getOrKeys"}
 * @param store as in {@link BenchResult.Score#store}
 * @param baseline the other
 * @param range where the ratio is claimed to be
 */
record BenchJudge(String benchmark, String store, String baseline, Range range) implements Judge {
  private static final int THREADS = 2;

  /** Of GETs among GETs and SETs; where there is no SET, all reads. */
  private double readShare() {
    return benchmark.equals("getOrSet") ? 0.8 : 1;
  }

  @Override
  public String experiment() {
    return Result.BENCH;
  }

  @Override
  public String rule() {
    return range.rule(
            "the ratio of the mean times (%s, %d threads, %s divided by %s)"
                .formatted(benchmark, THREADS, store, baseline))
        + "; each mean's interval is JMH's of 99.9 %";
  }

  @Override
  public Verdict judge(Measurements measurements) {
    var bench = measurements.bench();
    var mine = bench.flatMap(of -> score(of, store));
    var base = bench.flatMap(of -> score(of, baseline));
    if (mine.isEmpty() || base.isEmpty()) {
      return Verdict.inconclusive(
          "",
          "Not measured here: the book does not measure the experiment \"bench\"; ./lab bench"
              + " --book does.");
    }
    return judge(mine.get(), base.get());
  }

  private Optional<BenchResult.Score> score(BenchResult bench, String of) {
    return bench.scores().stream()
        .filter(score -> score.benchmark().equals(benchmark) && score.store().equals(of))
        .filter(score -> score.threads() == THREADS && score.readShare() == readShare())
        .findFirst();
  }

  private Verdict judge(BenchResult.Score mine, BenchResult.Score base) {
    double low = (mine.nanos() - mine.errorNanos()) / (base.nanos() + base.errorNanos());
    double high =
        base.nanos() <= base.errorNanos()
            ? Double.POSITIVE_INFINITY
            : (mine.nanos() + mine.errorNanos()) / (base.nanos() - base.errorNanos());
    var figures =
        Digits.in(
            "%s: %s ns, %s: %s ns; ratio %s [%s–%s]",
            store,
            Digits.of(mine.nanos()),
            baseline,
            Digits.of(base.nanos()),
            Digits.of(mine.nanos() / base.nanos()),
            Digits.of(Math.max(0, low)),
            Double.isInfinite(high) ? "∞" : Digits.of(high));
    if (mine.errorNanos() == 0 || base.errorNanos() == 0) {
      return Verdict.inconclusive(figures, "One iteration tells no interval.");
    }
    return range.verdict(new Range.Interval(low, high, "99.9 % each"), figures);
  }
}
