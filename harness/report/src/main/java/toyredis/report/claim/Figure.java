package toyredis.report.claim;

import java.util.function.ToDoubleFunction;
import toyredis.results.LoadResult;

/** A figure of a load run that claims compare; 0 where it is not known. */
enum Figure {
  CPU("server CPU time per operation", run -> run.serverUse().cpuMicros()),
  THROUGHPUT("operations per second", LoadResult::operationsPerSecond),
  P50("median latency", run -> run.latency().p50()),
  P99("99th percentile of latency", run -> run.latency().p99()),
  MEMORY("server memory per connection", run -> run.serverUse().bytesPerConnection());

  private final String words;
  private final ToDoubleFunction<LoadResult> of;

  Figure(String words, ToDoubleFunction<LoadResult> of) {
    this.words = words;
    this.of = of;
  }

  String words() {
    return words;
  }

  double of(LoadResult run) {
    return of.applyAsDouble(run);
  }
}
