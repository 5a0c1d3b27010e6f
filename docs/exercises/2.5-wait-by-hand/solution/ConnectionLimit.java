/**
 * Exercise 2.5, solved: whoever was woken looks again, and whatever changes wakes all, because
 * those who wait here wait for different things.
 */
final class ConnectionLimit {
  private int max; // guarded by this
  private int inside; // guarded by this

  /**
   * @param max at least 1
   */
  ConnectionLimit(int max) {
    this.max = max;
  }

  /** Waits until there is room, and takes a place. */
  synchronized void enter() throws InterruptedException {
    while (inside >= max) wait();
    inside++;
  }

  /** Gives a place back. */
  synchronized void leave() {
    inside--;
    notifyAll();
  }

  /** From now on so many may be inside, at least 1. */
  synchronized void setMax(int max) {
    this.max = max;
    notifyAll();
  }

  /** Waits for a moment in which nobody is inside. */
  synchronized void awaitEmpty() throws InterruptedException {
    while (inside > 0) wait();
  }
}
