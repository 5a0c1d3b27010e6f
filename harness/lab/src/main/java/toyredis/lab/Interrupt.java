package toyredis.lab;

import java.util.concurrent.locks.LockSupport;

/** What happens on Ctrl-C: servers are stopped, and what is half done leaves no result. */
final class Interrupt {
  private static volatile boolean happened;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> happened = true, "notes the shutdown"));
  }

  private Interrupt() {}

  /** Has a thread run when the JVM is told to end. */
  static void addHook(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      hook.run();
      awaitEnd();
    }
  }

  static void removeHook(Thread hook) {
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
  static void check() {
    if (happened) awaitEnd();
  }

  private static void awaitEnd() {
    for (; ; ) LockSupport.park();
  }
}
