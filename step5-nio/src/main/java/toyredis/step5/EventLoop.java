package toyredis.step5;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import toyredis.server.Commands;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.ServerOptions;

/**
 * One thread, all connections. The selector tells which of them have something to read, and the
 * loop serves one after the other: accept, read, decode, apply, reply, and never a wait for anyone.
 */
final class EventLoop {
  private static final System.Logger LOG = System.getLogger("toyredis");
  private static final int READ_SIZE = 64 * 1024; // what one connection may read in its turn
  private static final int LARGEST_BATCH = 64 * 1024; // replies are written when so many bytes wait
  private static final long STOP_NANOS = 1_500_000_000;
  private static final long ACCEPT_AGAIN_MILLIS = 50;

  // All of this belongs to the loop's thread, but for the flag by which another tells it to stop.
  private final ServerSocketChannel listener;
  private final Commands commands;
  private final ServerOptions options;
  private final Selector selector = Selector.open();
  private final SelectionKey listening;
  private final ByteBuffer input = ByteBuffer.wrap(new byte[READ_SIZE]); // shared by connections
  private final ReplyBuffer replies = new ReplyBuffer(); // shared by connections
  private long ids;
  private boolean acceptFailing;
  private volatile boolean stopping;
  private final Thread thread = Thread.currentThread();

  EventLoop(ServerSocketChannel listener, Commands commands, ServerOptions options)
      throws IOException {
    this.listener = listener;
    this.commands = commands;
    this.options = options;
    listener.configureBlocking(false);
    listening = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  // tag::loop[]
  void run() throws IOException {
    while (!stopping) {
      selector.select(this::turn, acceptFailing ? ACCEPT_AGAIN_MILLIS : idleCheckMillis());
      if (acceptFailing) listening.interestOps(SelectionKey.OP_ACCEPT);
      if (options.timeoutSeconds() > 0) closeSilentConnections();
    }
    answerWhatHasArrived();
  }

  /** One connection's turn. What goes wrong in it ends this connection and no other. */
  private void turn(SelectionKey key) {
    if (key.isAcceptable()) {
      accept();
      return;
    }
    var connection = (Connection) key.attachment();
    try {
      if (key.isReadable()) read(connection);
      else if (writePending(connection)) process(connection); // requests that waited meanwhile
    } catch (IOException e) {
      close(connection);
    }
  }

  // end::loop[]

  // tag::accept[]
  private void accept() {
    try {
      for (SocketChannel channel; (channel = listener.accept()) != null; ) {
        acceptFailing = false;
        channel.configureBlocking(false);
        if (selector.keys().size() > options.maxClients()) { // one key is the listener's
          channel.write(ByteBuffer.wrap("-ERR max number of clients reached\r\n".getBytes()));
          channel.close();
        } else {
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          var key = channel.register(selector, SelectionKey.OP_READ);
          key.attach(new Connection(key, ++ids, options.maxValue()));
        }
      }
    } catch (IOException e) {
      // Most likely out of file descriptors. Those who are connected are not to suffer: new
      // connections wait in the backlog for a while.
      if (!acceptFailing) LOG.log(System.Logger.Level.WARNING, "cannot accept, trying again: " + e);
      acceptFailing = true;
      listening.interestOps(0);
    }
  }

  // end::accept[]

  // tag::read[]
  private void read(Connection connection) throws IOException {
    var n = connection.channel().read(input.clear()); // read
    if (n < 0) {
      close(connection);
      return;
    }
    connection.lastRead = System.nanoTime();
    connection.decoder.feed(input.array(), 0, n);
    process(connection);
  }

  private void process(Connection connection) throws IOException {
    try {
      for (Request request; (request = connection.decoder.next()) != null; ) { // decode
        commands.apply(request, connection.session, replies); // apply
        if (connection.session.closing()) break;
        if (replies.length() > LARGEST_BATCH && !write(connection)) return;
      }
    } catch (ProtocolException e) {
      replies.error(e.getMessage());
      connection.session.close();
    }
    write(connection); // reply
  }

  // end::read[]

  // tag::write[]
  /** Writes the replies in one go. False if some must wait: no request is read until they left. */
  private boolean write(Connection connection) throws IOException {
    if (replies.length() == 0) return true;
    connection.pending = replies.toWrite();
    var done = writePending(connection);
    if (done) {
      replies.clear();
    } else {
      replies.release(); // the arrays are the connection's now
      connection.decoder.keep(); // the input buffer is the next connection's
    }
    return done;
  }

  /** Writes what the socket takes. False if something is left, or if that was the last reply. */
  private boolean writePending(Connection connection) throws IOException {
    var pending = connection.pending;
    if (pending.length == 1) connection.channel().write(pending[0]);
    else connection.channel().write(pending);
    var done = !pending[pending.length - 1].hasRemaining();
    if (done) connection.pending = null;
    if (done && connection.session.closing()) {
      close(connection);
      return false;
    }
    // Only a connection with replies waiting asks for OP_WRITE: a socket can nearly always take
    // more, and the selector would return at once, for ever.
    var interest = done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
    if (connection.key.interestOps() != interest) connection.key.interestOps(interest);
    return done;
  }

  // end::write[]

  private void close(Connection connection) {
    try (var channel = connection.channel()) {
      // Closing with bytes unread would reset the connection, and could destroy the last replies.
      channel.read(input.clear());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection ended", e);
    }
  }

  private long idleCheckMillis() {
    return options.timeoutSeconds() > 0 ? 1000 : 0; // 0: sleep until something happens
  }

  private void closeSilentConnections() {
    var limit = options.timeoutSeconds() * 1_000_000_000L;
    for (var key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Connection connection
          && System.nanoTime() - connection.lastRead > limit) {
        close(connection);
      }
    }
  }

  /** For another thread: ends the loop, and returns when it has ended. */
  void stop() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerWhatHasArrived() throws IOException {
    listener.close();
    var deadline = System.nanoTime() + STOP_NANOS;
    int turns;
    do {
      turns = selector.select(this::turn, ACCEPT_AGAIN_MILLIS);
    } while ((turns > 0 || anyPending()) && System.nanoTime() < deadline);
  }

  private boolean anyPending() {
    for (var key : selector.keys()) {
      if (key.attachment() instanceof Connection connection && connection.pending != null)
        return true;
    }
    return false;
  }
}
