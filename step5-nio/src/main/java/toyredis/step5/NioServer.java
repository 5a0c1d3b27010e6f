package toyredis.step5;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import toyredis.server.Commands;
import toyredis.server.ServerOptions;
import toyredis.server.Signals;
import toyredis.step1.NaiveMapStore;

/**
 * Step 5: one thread does it all, see {@link EventLoop}. No lock, no queue, and step 1's map,
 * unchanged. The promise is step 2's. The price: a long command makes every client wait, and a
 * second processor idles.
 */
public final class NioServer {
  private static final int BACKLOG = 1_000_000; // the kernel cuts it down to its own limit

  public static void main(String[] args) throws IOException {
    var options = ServerOptions.parse("step5-nio", List.of("single-loop"), List.of("loop"), args);
    var listener = ServerSocketChannel.open();
    try {
      listener.bind(options.address(), BACKLOG);
    } catch (IOException e) {
      System.err.println(options.cannotListen(e));
      System.exit(1);
    }
    var loop = new EventLoop(listener, new Commands(new NaiveMapStore(), options), options);
    Signals.onStop(loop::stop);
    System.out.println(options.readyLine(listener.socket().getLocalPort()));
    loop.run();
  }
}
