package toyredis.bench;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import toyredis.server.Glob;
import toyredis.server.Store;

/**
 * A few long reads among short ones: one operation in 1,000 asks for all 10,000 keys, the others
 * GET. That one takes as long as thousands of GETs: behind one lock, or with one owner, everybody
 * waits for it; behind a read-write lock it runs beside the others, and here such a lock can win.
 * Nobody writes; a writer would wait for the long read like everybody else.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Threads(2)
@State(Scope.Benchmark)
public class LongReadBenchmark {
  private static final int ONE_IN = 1_000;
  private static final Glob ALL = new Glob("*");

  @Param({"synchronized", "reentrant", "rwlock", "stamped", "concurrent-map", "mailbox"})
  public String store;

  private String[] keys;
  private Store shared;

  @Setup
  public void fill() {
    keys = Stores.keys();
    shared = Stores.filled(store, keys);
  }

  /** What is returned the compiler cannot leave out. */
  @Benchmark
  public Object getOrKeys() {
    var random = ThreadLocalRandom.current();
    return random.nextInt(ONE_IN) == 0
        ? shared.keys(ALL)
        : shared.get(keys[random.nextInt(keys.length)]);
  }
}
