/**
 * Exercise 2.5: waiting by hand.
 *
 * <p>A server serves at most {@code max} connections at a time. A connection's thread calls {@link
 * #enter} first, which waits as long as the house is full, and {@link #leave} at the end. An
 * administrator may change the limit while the server runs ({@link #setMax}), and who shuts the
 * server down waits until nobody is inside ({@link #awaitEmpty}).
 *
 * <p>As it stands too many get in, and some who could go on sleep for ever. Repair it. There are
 * never more inside than the limit allows (a limit that is lowered sends nobody away, but lets
 * nobody in until enough have left). Whoever can go on goes on at once, whatever others wait for,
 * and a thread that wakes up for no reason does not. Waiting costs no CPU time. A thread that is
 * interrupted while it waits ends with InterruptedException and is as if it had never come. It need
 * not be first come, first served.
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
    if (inside >= max) wait();
    inside++;
  }

  /** Gives a place back. */
  synchronized void leave() {
    inside--;
    notify();
  }

  /** From now on so many may be inside, at least 1. */
  synchronized void setMax(int max) {
    this.max = max;
    notify();
  }

  /** Waits for a moment in which nobody is inside; it may miss a short one. */
  synchronized void awaitEmpty() throws InterruptedException {
    if (inside > 0) wait();
  }
}
