import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Exercise 5.2: nobody waits for a stranger's million commands.
 *
 * <p>Each connection has a queue of decoded requests. This loop empties one queue after the other,
 * so a client that has sent a million makes all others wait for a million. Let no connection have
 * more than {@link #MOST} requests served while another one waits. A connection's own requests stay
 * in order.
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
