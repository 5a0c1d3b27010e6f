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
import toyredis.server.Store;
import toyredis.server.Store.Condition;

/**
 * The stores without the network: what a lock, or a message, costs where nothing else is in the
 * way. Each thread reads or writes one of 10,000 keys; {@code readShare} is the percentage of GETs.
 *
 * <p>On a server the network costs many times as much as what is measured here. So this says which
 * store is costlier, not which server is slower.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Threads(2)
@State(Scope.Benchmark)
public class StoreBenchmark {
  @Param({"synchronized", "reentrant", "rwlock", "stamped", "concurrent-map", "mailbox"})
  public String store;

  @Param({"50", "80", "100"})
  public int readShare;

  private String[] keys;
  private Store shared;

  @Setup
  public void fill() {
    keys = Stores.keys();
    shared = Stores.filled(store, keys);
  }

  /** The array is returned so that the compiler cannot leave the work out. */
  @Benchmark
  public byte[] getOrSet() {
    var random = ThreadLocalRandom.current();
    var key = keys[random.nextInt(keys.length)];
    return random.nextInt(100) < readShare
        ? shared.get(key)
        : shared.set(key, Stores.VALUE, Condition.ALWAYS);
  }
}
