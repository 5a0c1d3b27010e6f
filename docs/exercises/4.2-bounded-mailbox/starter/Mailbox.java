import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Exercise 4.2: backpressure.
 *
 * <p>When the owner is slower than its clients, this mailbox grows until the memory is used up. Let
 * it hold at most {@link #CAPACITY} messages; who sends one more waits until there is room. No
 * message may be dropped.
 */
final class Mailbox {
  static final int CAPACITY = 100;

  private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

  /** Puts a message in. */
  void send(Runnable message) throws InterruptedException {
    messages.add(message);
  }

  /** The next message, in the order of sending; waits for one. */
  Runnable receive() throws InterruptedException {
    return messages.take();
  }

  /** How many messages wait. */
  int size() {
    return messages.size();
  }
}
