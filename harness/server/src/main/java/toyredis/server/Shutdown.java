package toyredis.server;

import java.io.PrintStream;
import sun.misc.Signal;

/** How a server ends: in good order when it is told to, and at once when it can no longer serve. */
public final class Shutdown {
  /** How long, after the signal, what has been received is answered … */
  public static final long ANSWER_MILLIS = 1_000;

  /** … and how long replies may be on their way then, while nothing more is applied. */
  public static final long LEAVE_MILLIS = 300;

  private static final Warning LOST_THREAD =
      new Warning(
          "a thread is lost that the others wait for, so the server ends; if memory was short,"
              + " -Xmx gives it more");

  private Shutdown() {}

  /**
   * Runs {@code stop} on the first SIGTERM or Ctrl-C, then exits with 0. (A shutdown hook could run
   * it too, but the JVM would then exit with 143 or 130.)
   */
  public static void onSignal(Runnable stop) {
    for (var name : new String[] {"TERM", "INT"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            try {
              stop.run();
            } finally {
              System.exit(0);
            }
          });
    }
  }

  /**
   * From now on an exception that ends a thread ends the program, with exit code 1: a listener that
   * nobody accepts from, or an owner that nobody is, would leave every client waiting for ever. A
   * thread without which the others can go on has a handler of its own.
   */
  public static void onLostThread() {
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> atOnce());
    // The JDK's threads that wake virtual threads have one as well, which prints what they died of.
    System.setErr(
        new PrintStream(System.err, true) {
          @Override
          public void println(Object printed) {
            if (printed instanceof Error) atOnce();
            super.println(printed);
          }
        });
  }

  /** Ends the program with a line on standard error and exit code 1. */
  public static void atOnce() {
    LOST_THREAD.print();
    Runtime.getRuntime().halt(1);
  }
}
