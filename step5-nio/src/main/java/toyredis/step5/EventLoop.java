package toyredis.step5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import toyredis.server.Batch;
import toyredis.server.Commands;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.ServerOptions;

/**
 * One thread, all connections. The selector tells which of them have something to read, and the
 * loop serves one after the other: accept, read, decode, apply, reply, and never a wait for anyone.
 *
 * <p>What is not private, {@link PartitionedLoop} builds on.
 */
class EventLoop {
  private static final System.Logger LOG = System.getLogger("toyredis");
  private static final int READ_SIZE = 64 * 1024; // what one connection may read in its turn
  static final int LARGEST_BATCH = 64 * 1024; // replies are written when so many bytes wait
  private static final long STOP_NANOS = 1_500_000_000;
  private static final long LOOK_AGAIN_MILLIS = 50;

  // All of this belongs to the loop's thread, but for the flag by which another tells it to stop.
  final Commands commands;
  final ServerOptions options;
  final Selector selector = Selector.open();
  final ReplyBuffer replies = new ReplyBuffer(); // shared by connections
  private final ByteBuffer input = ByteBuffer.wrap(new byte[READ_SIZE]); // shared by connections
  private final Batch batch = new Batch(); // one connection's at a time
  private Acceptor acceptor; // null in a loop that does not accept
  private long ids;
  private long now = System.nanoTime(); // kept up to date only where silence is timed
  private volatile boolean stopping;

  EventLoop(Commands commands, ServerOptions options) throws IOException {
    this.commands = commands;
    this.options = options;
  }

  /** Makes this the loop that accepts; to be called before {@link #run}. */
  void listen(ServerSocketChannel listener) throws IOException {
    acceptor = new Acceptor(listener, this);
  }

  // tag::loop[]
  void run() throws IOException {
    while (!stopping) {
      select(idleMillis());
      if (acceptor != null) acceptor.resume();
      if (options.timeoutSeconds() > 0) closeSilentConnections();
    }
    answerWhatHasArrived();
  }

  /** Waits until a connection can be served, and serves all that can; returns how many. */
  int select(long millis) throws IOException {
    return selector.select(this::turn, millis);
  }

  /** One connection's turn. What goes wrong in it ends this connection and no other. */
  final void turn(SelectionKey key) {
    if (key.isAcceptable()) {
      acceptor.accept();
      return;
    }
    var connection = (Connection) key.attachment();
    try {
      if (key.isReadable()) read(connection);
      else if (writePending(connection)) process(connection); // requests that waited meanwhile
    } catch (IOException e) {
      close(connection);
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "a client asked for too much, and is closed: " + e);
      close(connection);
    }
  }

  // end::loop[]

  // tag::add[]
  int clients() {
    return selector.keys().size() - 1; // one key is the listener's
  }

  void add(SocketChannel channel) throws IOException {
    var key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(new Connection(key, ++ids, options.maxValue()));
  }

  // end::add[]

  // tag::read[]
  private void read(Connection connection) throws IOException {
    var n = connection.channel().read(input.clear()); // read
    if (n < 0) {
      close(connection);
      return;
    }
    connection.lastRead = now;
    connection.decoder.feed(input.array(), 0, n);
    process(connection);
  }

  void process(Connection connection) throws IOException {
    try {
      while (batch.fill(connection.decoder) > 0) { // decode
        commands.lookAhead(batch);
        commands.apply(batch, connection.session, replies); // apply
        if (connection.session.closing()) break;
        if (replies.length() > LARGEST_BATCH && !write(connection)) return;
      }
    } catch (ProtocolException e) {
      refuse(connection, e);
    }
    write(connection); // reply
  }

  final void refuse(Connection connection, ProtocolException why) {
    replies.error(why.getMessage());
    connection.session.close();
  }

  // end::read[]

  // tag::write[]
  /** Writes the replies in one go. False if some must wait: no request is read until they left. */
  final boolean write(Connection connection) throws IOException {
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

  void close(Connection connection) {
    replies.clear(); // if they were this connection's, nobody else may get them
    try (var channel = connection.channel()) {
      // Closing with bytes unread would reset the connection, and could destroy the last replies.
      channel.read(input.clear());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection ended", e);
    }
  }

  /** How long to wait if nothing happens; 0: for ever. */
  private long idleMillis() {
    if (acceptor != null && acceptor.isPaused()) return LOOK_AGAIN_MILLIS;
    return options.timeoutSeconds() > 0 ? 1000 : 0;
  }

  private void closeSilentConnections() {
    now = System.nanoTime();
    var limit = options.timeoutSeconds() * 1_000_000_000L;
    for (var key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Connection connection && now - connection.lastRead > limit) {
        close(connection);
      }
    }
  }

  /** For another thread: tells the loop to answer what has been received, and to end. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  private void answerWhatHasArrived() throws IOException {
    if (acceptor != null) acceptor.close();
    var deadline = System.nanoTime() + STOP_NANOS;
    int turns;
    do {
      turns = select(LOOK_AGAIN_MILLIS);
    } while ((turns > 0 || anyPending()) && System.nanoTime() < deadline);
  }

  /** Whether there are replies that have not left yet. */
  boolean anyPending() {
    for (var key : selector.keys()) {
      if (key.attachment() instanceof Connection connection && connection.pending != null) {
        return true;
      }
    }
    return false;
  }
}
