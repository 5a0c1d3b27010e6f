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
import toyredis.step1.NaiveMapStore;
import toyredis.step2.ReentrantLockStore;
import toyredis.step2.SynchronizedStore;
import toyredis.step3.ConcurrentMapStore;
import toyredis.step3.ReadWriteLockStore;
import toyredis.step3.StampedLockStore;
import toyredis.step4.MailboxStore;

/**
 * The stores without the network: what a lock, or a message, costs where nothing else is in the
 * way. Each thread reads or writes one of 10,000 keys; {@code readShare} is the percentage of GETs.
 *
 * <p>On a server the network costs many times as much as what is measured here. So this says which
 * store is dearer, not which server is slower.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Threads(2)
@State(Scope.Benchmark)
public class StoreBenchmark {
  private static final int KEYS = 10_000;
  private static final byte[] VALUE = new byte[32];

  @Param({"synchronized", "reentrant", "rwlock", "stamped", "concurrent-map", "mailbox"})
  public String store;

  @Param({"50", "80", "100"})
  public int readShare;

  private final String[] keys = new String[KEYS];
  private Store shared;

  @Setup
  public void fill() {
    shared =
        switch (store) {
          case "synchronized" -> new SynchronizedStore();
          case "reentrant" -> new ReentrantLockStore();
          case "rwlock" -> new ReadWriteLockStore();
          case "stamped" -> new StampedLockStore();
          case "concurrent-map" -> new ConcurrentMapStore();
          case "mailbox" -> new MailboxStore(new NaiveMapStore(), Thread.ofPlatform().daemon());
          default -> throw new IllegalArgumentException("no store is called " + store);
        };
    for (var i = 0; i < KEYS; i++) {
      keys[i] = "key:" + i;
      shared.set(keys[i], VALUE, Condition.ALWAYS);
    }
  }

  /** The array is returned so that the compiler cannot leave the work out. */
  @Benchmark
  public byte[] getOrSet() {
    var random = ThreadLocalRandom.current();
    var key = keys[random.nextInt(KEYS)];
    return random.nextInt(100) < readShare
        ? shared.get(key)
        : shared.set(key, VALUE, Condition.ALWAYS);
  }
}
