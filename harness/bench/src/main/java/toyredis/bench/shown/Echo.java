package toyredis.bench.shown;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The smallest server with a selector: one thread sends back what any client sends.
 *
 * <p>It is too small to be good. A client that sends and never reads makes it turn in the inner
 * loop of {@link #turn} for ever; step 5 does that right.
 */
public final class Echo {
  // tag::loop[]
  private final ByteBuffer buffer = ByteBuffer.allocate(1024);

  private void serve(ServerSocketChannel listener) throws IOException {
    var selector = Selector.open();
    listener.configureBlocking(false).register(selector, OP_ACCEPT);
    while (true) selector.select(this::turn); // sleeps until something has happened
  }

  private void turn(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        var client = ((ServerSocketChannel) key.channel()).accept();
        client.configureBlocking(false).register(key.selector(), OP_READ);
      } else {
        var client = (SocketChannel) key.channel();
        var left = client.read(buffer.clear()) < 0;
        buffer.flip();
        while (buffer.hasRemaining()) client.write(buffer);
        if (left) client.close();
      }
    } catch (IOException e) {
      key.cancel(); // this client is gone; the others are not to suffer
    }
  }

  // end::loop[]

  /**
   * @param args the port, 0 for any that is free
   */
  public static void main(String[] args) throws IOException {
    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    try (var listener = ServerSocketChannel.open().bind(address)) {
      System.out.println("echo ready on 127.0.0.1:" + listener.socket().getLocalPort());
      new Echo().serve(listener);
    } catch (BindException e) {
      System.err.println("echo cannot listen on " + address.getPort() + ": " + e.getMessage());
      System.exit(1);
    }
  }
}
