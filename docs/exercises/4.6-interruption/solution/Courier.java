import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;

/**
 * Exercise 4.6, solved: the flag is looked at before each item, as a queue that need not wait may
 * take no notice of it. The exception clears it; it is set again when there is nothing left to do.
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
    try {
      while (!Thread.currentThread().isInterrupted()) deliver(from.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(String item) throws InterruptedException {
    try {
      to.put(item);
    } catch (InterruptedException e) {
      from.addFirst(item); // it was not delivered
      throw e;
    }
  }
}
