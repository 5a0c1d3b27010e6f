package toyredis.check;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A thread that a check starts beside itself, and whose end and waiting it can ask for. */
public final class Helper {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration ASLEEP = Duration.ofMillis(300);
  private static final Duration STILL = Duration.ofMillis(30);

  /** What it does. */
  @FunctionalInterface
  public interface Action {
    void run() throws Throwable;
  }

  private final String name;
  private final Thread thread;
  private volatile Throwable failure;
  private String state = ""; // what the director did to it

  private Helper(String name, Action action) {
    this.name = name;
    thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(
                () -> {
                  try {
                    action.run();
                  } catch (Throwable e) {
                    failure = e;
                  }
                });
  }

  /** Starts one. */
  public static Helper start(String name, Action action) {
    var helper = new Helper(name, action);
    helper.thread.start();
    return helper;
  }

  /**
   * Returns when it waits, and keeps waiting.
   *
   * @throws AssertionError if it ends instead, or goes on running
   */
  public Helper waits() {
    var giveUp = System.nanoTime() + PATIENCE.toNanos();
    var since = 0L;
    while (since == 0 || System.nanoTime() - since < STILL.toNanos()) {
      switch (thread.getState()) {
        case TERMINATED ->
            throw new AssertionError(
                name
                    + state
                    + " should have waited, and did not: it "
                    + (failure == null ? "came to its end" : "ended with " + told()));
        case BLOCKED, WAITING, TIMED_WAITING -> {
          if (since == 0) since = System.nanoTime();
        }
        default -> since = 0;
      }
      if (System.nanoTime() > giveUp) {
        throw new AssertionError(
            name + state + " should wait, and goes round in a loop:\n" + stack());
      }
      LockSupport.parkNanos(200_000);
    }
    return this;
  }

  /**
   * Returns when it has slept for some time, undisturbed.
   *
   * @throws AssertionError if it ends instead, goes on running, or wakes up again and again to look
   */
  public Helper sleeps() {
    waits();
    var before = timesWaited();
    LockSupport.parkNanos(ASLEEP.toNanos());
    waits();
    var looks = timesWaited() - before;
    if (looks > 1) {
      throw new AssertionError(
          "%s should sleep until it is woken, and looked %d times within %d ms:\n%s"
              .formatted(name, looks, ASLEEP.toMillis(), stack()));
    }
    return this;
  }

  private long timesWaited() {
    var info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
    return info == null ? 0 : info.getWaitedCount();
  }

  /**
   * Waits for its end.
   *
   * @throws AssertionError if it does not come to its end, or failed
   */
  public Helper ends() {
    awaitEnd();
    if (failure instanceof AssertionError wrong) throw wrong;
    if (failure != null) throw new AssertionError(name + state + " ended with " + failure, failure);
    return this;
  }

  /**
   * Waits for its end, by this exception.
   *
   * @throws AssertionError if it does not come to its end, or by another way
   */
  public Helper endsBy(Class<? extends Throwable> expected) {
    awaitEnd();
    if (!expected.isInstance(failure)) {
      throw new AssertionError(
          name
              + state
              + " should have ended with "
              + expected.getSimpleName()
              + ", and "
              + (failure == null ? "came to its end without one" : "ended with " + failure));
    }
    return this;
  }

  private void awaitEnd() {
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError(name + state + " does not come to its end:\n" + stack());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("the check was interrupted", e);
    }
  }

  private String stack() {
    return String.join("\n", Stacks.of(List.of(thread)));
  }

  /** Of an assertion only what it says. */
  private String told() {
    return failure instanceof AssertionError wrong ? wrong.getMessage() : failure.toString();
  }

  public Helper interrupt() {
    state = ", who was interrupted,";
    thread.interrupt();
    return this;
  }

  public boolean hasEnded() {
    return !thread.isAlive();
  }

  /** CPU time so far, in milliseconds; 0 when it has ended. */
  public long cpuMillis() {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()))
        / 1_000_000;
  }
}
