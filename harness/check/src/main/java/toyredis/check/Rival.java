package toyredis.check;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A second thread that comes at the worst moment, each time: instead of hoping that a scheduler
 * lets two threads collide, a check calls {@link #comesNow} in the middle of the first one's work.
 */
public final class Rival {
  private final Thread thread;
  private final AtomicBoolean came = new AtomicBoolean();

  public Rival(Runnable action) {
    thread = Thread.ofPlatform().daemon().unstarted(action);
  }

  /**
   * On its first call: lets the rival run until it has finished, or waits for a lock. Later calls
   * do nothing.
   */
  public void comesNow() {
    if (!came.compareAndSet(false, true)) return;
    thread.start();
    while (true) {
      switch (thread.getState()) {
        case TERMINATED, BLOCKED, WAITING, TIMED_WAITING -> {
          return;
        }
        default -> Thread.onSpinWait();
      }
    }
  }

  /** Whether {@link #comesNow} was called. */
  public boolean came() {
    return came.get();
  }

  /** Waits for the rival's end; whether it came within the time. */
  public boolean finished(long millis) throws InterruptedException {
    if (came.get()) thread.join(millis);
    return came.get() && !thread.isAlive();
  }
}
