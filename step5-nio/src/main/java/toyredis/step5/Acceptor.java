package toyredis.step5;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import toyredis.server.SpareDescriptor;

/** Takes new connections out of the backlog, for a loop and in its thread. */
final class Acceptor {
  private static final System.Logger LOG = System.getLogger("toyredis");
  private static final long PAUSE_NANOS = 50_000_000;
  private static final long WARN_AGAIN_NANOS = 60_000_000_000L;

  private final EventLoop loop;
  private final ServerSocketChannel listener;
  private final SelectionKey key;
  private final SpareDescriptor spare = new SpareDescriptor(); // for the warning
  private boolean paused; // out of descriptors …
  private long pausedAt; // … since then
  private long warnedAt = System.nanoTime() - WARN_AGAIN_NANOS;

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
        channel.configureBlocking(false);
        if (loop.clients() >= loop.options.maxClients()) {
          channel.write(ByteBuffer.wrap("-ERR max number of clients reached\r\n".getBytes()));
          channel.close();
        } else {
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          loop.add(channel);
        }
      }
    } catch (IOException e) {
      pause(e);
    }
  }

  // end::accept[]

  /**
   * Most likely out of file descriptors. Those who are connected are not to suffer: new connections
   * wait in the backlog for a while.
   */
  private void pause(IOException why) {
    pausedAt = System.nanoTime();
    if (pausedAt - warnedAt >= WARN_AGAIN_NANOS) {
      var warning = "cannot accept, trying again: " + why;
      spare.lendTo(() -> LOG.log(System.Logger.Level.WARNING, warning));
      warnedAt = pausedAt;
    }
    paused = true;
    key.interestOps(0);
  }

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
