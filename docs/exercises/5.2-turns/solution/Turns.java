import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Exercise 5.2, solved: a few requests each, round after round, until nobody has any left. The real
 * loop bounds a turn in bytes: it reads no more than one buffer of a connection before the next.
 */
final class Turns {
  static final int MOST = 16;

  /** Serves all requests of all connections. */
  static void serveAll(List<Queue<String>> connections, Consumer<String> serve) {
    var left = true;
    while (left) {
      left = false;
      // by index: an iterator fails when a connection is added
      for (var c = 0; c < connections.size(); c++) {
        var requests = connections.get(c);
        for (var i = 0; i < MOST && !requests.isEmpty(); i++) serve.accept(requests.remove());
        left |= !requests.isEmpty();
      }
    }
  }
}
