import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Exercise 4.2, solved: senders wait as receivers do, in a loop, for who is woken may come too
 * late. Both kinds wait at the same monitor; notify could wake one of the wrong kind, notifyAll
 * wakes all, and each looks for itself.
 */
final class Mailbox {
  private final int capacity;
  private final Deque<Runnable> messages = new ArrayDeque<>(); // guarded by this

  /**
   * @param capacity at least 1
   */
  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Puts a message in. */
  synchronized void send(Runnable message) throws InterruptedException {
    while (messages.size() == capacity) wait();
    messages.addLast(message);
    notifyAll();
  }

  /** The next message, in the order of sending; waits for one. */
  synchronized Runnable receive() throws InterruptedException {
    while (messages.isEmpty()) wait();
    var message = messages.removeFirst();
    notifyAll();
    return message;
  }

  /** How many messages wait. */
  synchronized int size() {
    return messages.size();
  }
}
