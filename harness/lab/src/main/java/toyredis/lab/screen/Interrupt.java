package toyredis.lab.screen;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens on Ctrl-C: servers are stopped, and what is half done leaves no result, but for what
 * asks for a {@link #delay}.
 */
public final class Interrupt {
  private static volatile boolean happened;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> happened = true, "notes the shutdown"));
  }

  private Interrupt() {}

  /** Whether the JVM has been told to end. */
  public static boolean happened() {
    return happened;
  }

  /** While it is open, the JVM does not end, for some seconds: time to keep what is there. */
  public static final class Delay implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "lets results be kept");

    private Delay() {
      addHook(hook);
    }

    private void await() {
      try {
        closed.await(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed.countDown();
      removeHook(hook);
    }
  }

  /** Opens one. */
  public static Delay delay() {
    return new Delay();
  }

  /** Has a thread run when the JVM is told to end. */
  public static void addHook(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      hook.run();
      awaitEnd();
    }
  }

  public static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // it runs already
    }
  }

  /**
   * Returns at once in normal operation. When the JVM is shutting down it never returns: Ctrl-C
   * reaches a server as well as the lab, and a run that lost its server is no result.
   */
  public static void check() {
    if (happened) awaitEnd();
  }

  private static void awaitEnd() {
    for (; ; ) LockSupport.park();
  }
}
