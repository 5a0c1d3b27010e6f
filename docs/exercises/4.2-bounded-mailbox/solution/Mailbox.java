import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Exercise 4.2, solved: a bounded queue, and put, which waits, instead of add, which would throw.
 * Who waits does not read from its client, and so, by TCP, the client waits too.
 */
final class Mailbox {
  static final int CAPACITY = 100;

  private final BlockingQueue<Runnable> messages = new ArrayBlockingQueue<>(CAPACITY);

  /** Puts a message in. */
  void send(Runnable message) throws InterruptedException {
    messages.put(message);
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
