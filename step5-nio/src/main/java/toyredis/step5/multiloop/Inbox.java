package toyredis.step5.multiloop;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import toyredis.server.Shutdown;

/**
 * What other loops ask a loop to do in its thread, and its wait for them as for its connections. It
 * says that it is asleep before it looks for messages: one that comes between the two wakes it.
 */
final class Inbox {
  private final Selector selector;
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>(); // filled by any thread
  private volatile boolean asleep; // or about to be: who puts something in must wake the selector

  Inbox(Selector selector) {
    this.selector = selector;
  }

  // tag::send[]
  /** For any thread: has the loop run {@code message}, in the order of sending. */
  void send(Runnable message) {
    messages.add(message);
    if (asleep) selector.wakeup();
  }

  /** For the loop: waits for connections or messages, and serves them; returns how many. */
  int select(Consumer<SelectionKey> turn, long millis) throws IOException {
    asleep = true;
    var turns = messages.isEmpty() ? selector.select(turn, millis) : selector.selectNow(turn);
    asleep = false;
    try {
      for (Runnable message; (message = messages.poll()) != null; turns++) message.run();
    } catch (OutOfMemoryError e) {
      Shutdown.atOnce(); // a message is lost, and a client would wait for its answer for ever
    }
    return turns;
  }
  // end::send[]
}
