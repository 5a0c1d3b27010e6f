package toyredis.server;

import sun.misc.Signal;

/** SIGTERM and Ctrl-C end a server in good order, with exit code 0. */
public final class Signals {

  private Signals() {}

  /**
   * Runs {@code stop} on the first such signal, then exits with 0. (A shutdown hook could run it
   * too, but the JVM would then exit with 143 or 130.)
   */
  public static void onStop(Runnable stop) {
    for (var name : new String[] {"TERM", "INT"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            stop.run();
            System.exit(0);
          });
    }
  }
}
