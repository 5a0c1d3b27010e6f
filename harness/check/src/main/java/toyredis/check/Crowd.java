package toyredis.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Many threads that do the same thing at the same time, many times. */
public final class Crowd {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** What each of them does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it once.
     *
     * @param member 0 for the first of the crowd
     * @param time 0 for its first
     */
    void run(int member, int time) throws Throwable;
  }

  private Crowd() {}

  /**
   * Runs them all to their ends.
   *
   * @throws AssertionError if one fails, or does not come to its end
   */
  public static void of(int members, int times, Action action) {
    var together = new CountDownLatch(members);
    var failure = new AtomicReference<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < members; i++) {
      var member = i;
      threads.add(
          Thread.ofPlatform()
              .name("client " + (member + 1))
              .daemon()
              .start(
                  () -> {
                    try {
                      together.countDown();
                      together.await();
                      for (int time = 0; time < times && failure.get() == null; time++) {
                        action.run(member, time);
                      }
                    } catch (Throwable e) {
                      failure.compareAndSet(null, e);
                    }
                  }));
    }
    join(threads, failure);
    if (failure.get() instanceof AssertionError wrong) throw wrong;
    if (failure.get() != null) {
      throw new AssertionError("a client's thread ended with " + failure.get(), failure.get());
    }
  }

  private static void join(List<Thread> threads, AtomicReference<Throwable> failure) {
    var giveUp = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (var thread : threads) {
        // once one has failed the others may well wait for it for ever
        while (failure.get() == null && !thread.join(Duration.ofMillis(20))) {
          if (System.nanoTime() > giveUp) {
            throw new AssertionError(
                threads.stream().filter(Thread::isAlive).count()
                    + " of "
                    + threads.size()
                    + " clients do not come to their ends:\n"
                    + String.join(
                        "\n",
                        Stacks.of(threads.stream().filter(Thread::isAlive).limit(3).toList())));
          }
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError("the check was interrupted", e);
    }
  }
}
