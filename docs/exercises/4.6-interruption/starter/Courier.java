import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;

/**
 * Exercise 4.6: interruption.
 *
 * <p>A courier carries items from one queue to another, in their order, until its thread is
 * interrupted. That is how one thread asks another to end. This courier takes no notice.
 *
 * <p>Let {@link #run} return soon after the interrupt, wherever it comes: while the courier waits
 * for an item, while it waits for room, or while it is at work and need not wait at all. It takes
 * up nothing new then. An item in its hand it may deliver if there is room; else that goes back to
 * where it was taken from, so that nothing is lost, doubled or out of order. The thread's interrupt
 * flag is set when run returns, so that its caller knows too. Without an interrupt the courier
 * sleeps while it waits.
 */
final class Courier {
  private final BlockingDeque<String> from;
  private final BlockingQueue<String> to;

  /**
   * @param from always has room; others put in at its tail
   * @param to has few places; others take from it
   */
  Courier(BlockingDeque<String> from, BlockingQueue<String> to) {
    this.from = from;
    this.to = to;
  }

  /** Carries until it is interrupted. */
  void run() {
    while (true) {
      try {
        var item = from.take();
        to.put(item);
      } catch (InterruptedException e) {
        // nobody does that
      }
    }
  }
}
