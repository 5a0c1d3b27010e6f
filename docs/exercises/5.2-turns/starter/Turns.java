import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Exercise 5.2: nobody waits for a stranger's million commands.
 *
 * <p>Each connection has a queue of decoded requests. This loop empties one queue after the other,
 * so a client that has sent a million makes all others wait for a million. Let everybody have
 * turns: while a connection waits, no other has more than {@link #MOST} requests served before the
 * waiting one has some of its own served. A connection's own requests stay in order.
 *
 * <p>While the loop runs, more arrives: {@code serve} may add requests to the queue whose request
 * it was given, and it may add connections at the end of the list. All of them are served before
 * {@link #serveAll} returns; a new connection may have to wait for the end of the round that is
 * under way. A queue that is empty is a client that has gone: you may take it out of the list.
 *
 * <p>If {@code serve} throws, so does {@code serveAll}, at once. What is not served is still in its
 * queue then; the request at which it threw may be there or not.
 */
final class Turns {
  static final int MOST = 16;

  /** Serves all requests of all connections. */
  static void serveAll(List<Queue<String>> connections, Consumer<String> serve) {
    for (var requests : connections) {
      while (!requests.isEmpty()) serve.accept(requests.remove());
    }
  }
}
