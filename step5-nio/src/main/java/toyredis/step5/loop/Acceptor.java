package toyredis.step5.loop;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import toyredis.server.Clients;
import toyredis.server.ServerOptions;
import toyredis.server.Session;
import toyredis.server.Warning;

/** Takes new connections out of the backlog, for a loop and in its thread. */
public final class Acceptor {
  private static final long PAUSE_NANOS = 50_000_000;

  /** Where those go who have been accepted. If it throws, they are closed. */
  @FunctionalInterface
  public interface Newcomers {
    void add(SocketChannel channel, Session session) throws IOException;
  }

  private final Newcomers newcomers;
  private final Clients clients;
  private final int maxClients;
  private final ServerSocketChannel listener;
  private final SelectionKey key;
  private boolean paused; // out of descriptors …
  private long pausedAt; // … since then

  public Acceptor(
      ServerSocketChannel listener,
      Selector selector,
      ServerOptions options,
      Clients clients,
      Newcomers newcomers)
      throws IOException {
    this.newcomers = newcomers;
    this.clients = clients;
    maxClients = options.maxClients();
    this.listener = listener;
    listener.configureBlocking(false);
    key = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  // tag::accept[]
  public void accept() {
    try {
      for (SocketChannel channel; (channel = listener.accept()) != null; ) {
        if (clients.count() < maxClients) welcome(channel);
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
    Session session = null;
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      session = clients.add(channel.getRemoteAddress(), channel.getLocalAddress());
      newcomers.add(channel, session);
    } catch (IOException | OutOfMemoryError e) {
      clients.remove(session);
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

  /** Whether it waits for {@link #resume}, which nothing will wake the selector for. */
  public boolean isPaused() {
    return paused;
  }

  /** Accepts again if it is time to. */
  public void resume() {
    if (!paused || System.nanoTime() - pausedAt < PAUSE_NANOS) return;
    paused = false;
    key.interestOps(SelectionKey.OP_ACCEPT);
  }

  public void close() throws IOException {
    listener.close();
  }
}
