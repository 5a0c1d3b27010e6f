package toyredis.step5;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import toyredis.server.Warning;

/** Takes new connections out of the backlog, for a loop and in its thread. */
final class Acceptor {
  private static final long PAUSE_NANOS = 50_000_000;

  private final EventLoop loop;
  private final ServerSocketChannel listener;
  private final SelectionKey key;
  private boolean paused; // out of descriptors …
  private long pausedAt; // … since then

  Acceptor(ServerSocketChannel listener, EventLoop loop) throws IOException {
    this.loop = loop;
    this.listener = listener;
    listener.configureBlocking(false);
    key = listener.register(loop.selector, SelectionKey.OP_ACCEPT);
  }

  // tag::accept[]
  void accept() {
    try {
      for (SocketChannel channel; (channel = listener.accept()) != null; ) {
        if (loop.clients() < loop.options.maxClients()) welcome(channel);
        else refuse(channel);
      }
    } catch (IOException | OutOfMemoryError e) {
      // Most likely out of file descriptors. Those who are connected are not to suffer: new
      // connections wait in the backlog for a while.
      Warning.CANNOT_ACCEPT.print();
      pausedAt = System.nanoTime();
      paused = true;
      key.interestOps(0);
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      loop.add(channel);
    } catch (IOException | OutOfMemoryError e) {
      channel.close(); // it has gone already, or there is no memory for it
    }
  }

  private static void refuse(SocketChannel channel) {
    try (channel) {
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap("-ERR max number of clients reached\r\n".getBytes()));
      channel.read(ByteBuffer.allocate(4096)); // with bytes unread, close would reset it
    } catch (IOException e) {
      // it has gone already
    }
  }

  // end::accept[]

  boolean isPaused() {
    return paused;
  }

  /** Accepts again if it is time to. */
  void resume() {
    if (!paused || System.nanoTime() - pausedAt < PAUSE_NANOS) return;
    paused = false;
    key.interestOps(SelectionKey.OP_ACCEPT);
  }

  void close() throws IOException {
    listener.close();
  }
}
