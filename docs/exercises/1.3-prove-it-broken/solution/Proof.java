import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Exercise 1.3, solved: the second INCR happens within the first one's pause, as far as the counter
 * lets it.
 */
final class Proof {

  interface Counter {
    void increment();

    long value();
  }

  /** Makes a counter that calls {@code pause} between its read and its write. */
  interface Maker {
    Counter make(Runnable pause);
  }

  private final AtomicBoolean paused = new AtomicBoolean();
  private final Counter counter;
  private final Thread second;

  private Proof(Maker maker) {
    counter = maker.make(this::pause);
    second = new Thread(counter::increment);
  }

  static boolean loses(Maker maker) throws InterruptedException {
    return new Proof(maker).loses();
  }

  private boolean loses() throws InterruptedException {
    var before = counter.value();
    counter.increment();
    if (!paused.get()) second.start(); // nothing can come between: one after the other
    second.join();
    return counter.value() != before + 2;
  }

  private void pause() {
    if (paused.getAndSet(true)) return; // only the first is of interest
    second.start();
    while (!hasEndedOrWaits(second)) Thread.onSpinWait();
  }

  private static boolean hasEndedOrWaits(Thread thread) {
    return switch (thread.getState()) {
      case TERMINATED, BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE -> false;
    };
  }
}
