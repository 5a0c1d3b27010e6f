import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Exercise 4.2: backpressure.
 *
 * <p>When the owner is slower than its clients, this mailbox grows until the memory is used up. Let
 * it hold at most {@code capacity} messages. Who sends one more waits until there is room, and is
 * woken then.
 *
 * <p>Exactly so many fit, none is dropped, and they come out in the order of sending. Any number of
 * threads send and receive. Who waits sleeps; when it is interrupted, it ends with an
 * InterruptedException, and its message is not sent. How threads are kept apart is up to you; what
 * stands here may go. (A waiting thread may also wake up without a reason: the Javadoc of
 * Object.wait says so.)
 */
final class Mailbox {
  private final Deque<Runnable> messages = new ArrayDeque<>(); // guarded by this

  /**
   * @param capacity at least 1
   */
  Mailbox(int capacity) {}

  /** Puts a message in. */
  synchronized void send(Runnable message) throws InterruptedException {
    messages.addLast(message);
    notify(); // one message more: one receiver can go on
  }

  /** The next message, in the order of sending; waits for one. */
  synchronized Runnable receive() throws InterruptedException {
    while (messages.isEmpty()) wait();
    return messages.removeFirst();
  }

  /** How many messages wait. */
  synchronized int size() {
    return messages.size();
  }
}
