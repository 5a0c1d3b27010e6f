package toyredis.bench.shown;

/**
 * Whether one thread sees what another has written. A thread runs until a field says that it is to
 * stop; once the field is a plain one, once it is volatile.
 */
public final class Visibility {
  private static final long PATIENCE_MILLIS = 3_000;

  // tag::stop[]
  private static boolean stop; // guarded by nothing
  private static volatile boolean volatileStop;

  private static void untilStop() {
    while (!stop) {}
  }

  private static void untilVolatileStop() {
    while (!volatileStop) {}
  }

  // end::stop[]

  public static void main(String[] args) throws InterruptedException {
    watch("plain field:   ", Visibility::untilStop, () -> stop = true);
    watch("volatile field:", Visibility::untilVolatileStop, () -> volatileStop = true);
  }

  private static void watch(String field, Runnable loop, Runnable stopIt)
      throws InterruptedException {
    var thread = Thread.ofPlatform().daemon().start(loop); // daemon: this program ends without it
    Thread.sleep(1_000); // long enough for the compiler to find out that the loop is a busy one
    var told = System.nanoTime();
    stopIt.run();
    thread.join(PATIENCE_MILLIS);
    System.out.println(
        thread.isAlive()
            ? field + " still running " + PATIENCE_MILLIS / 1_000 + " s after it was told to stop"
            : field + " ended " + (System.nanoTime() - told) / 1_000 + " µs after that");
  }
}
