package toyredis.step5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import toyredis.server.Batch;
import toyredis.server.Clients;
import toyredis.server.Commands;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.ServerOptions;
import toyredis.server.Warning;

/**
 * One thread, all connections. The selector tells which of them have something to read, and the
 * loop serves one after the other: accept, read, decode, apply, reply, and never a wait for anyone.
 *
 * <p>What is not private, {@link PartitionedLoop} builds on.
 */
class EventLoop {
  private static final int READ_SIZE = 64 * 1024; // what one connection may read in its turn …
  private static final int WRITE_SIZE = 256 * 1024; // … or write
  private static final long LOOK_AGAIN_MILLIS = 50;

  // All of this belongs to the loop's thread, but for the flags by which another tells it to stop.
  final Commands commands;
  final ServerOptions options;
  final Clients clients; // shared by loops
  final Selector selector = Selector.open();
  final ReplyBuffer replies = new ReplyBuffer(); // shared by connections
  private final ByteBuffer input = ByteBuffer.wrap(new byte[READ_SIZE]); // shared by connections
  private final ByteBuffer output = ByteBuffer.allocateDirect(WRITE_SIZE); // shared by connections
  private Batch batch = new Batch(); // one connection's at a time; empty between two turns
  private Acceptor acceptor; // null in a loop that does not accept
  private volatile boolean stopping; // nobody is accepted any more …
  volatile boolean leaving; // … and nothing is applied

  EventLoop(Commands commands, ServerOptions options, Clients clients) throws IOException {
    this.commands = commands;
    this.options = options;
    this.clients = clients;
  }

  /** Makes this the loop that accepts; to be called before {@link #run}. */
  void listen(ServerSocketChannel listener) throws IOException {
    acceptor = new Acceptor(listener, this);
  }

  // tag::loop[]
  void run() throws IOException {
    while (!stopping) {
      try {
        select(idleMillis());
        if (acceptor != null) acceptor.resume();
        if (options.timeoutSeconds() > 0) closeSilentConnections();
      } catch (OutOfMemoryError e) {
        Warning.OUT_OF_MEMORY.print(); // and go on: all the others wait for this thread
      }
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
      Warning.OUT_OF_MEMORY.print();
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
    key.attach(new Connection(key, clients, options));
  }

  // end::add[]

  // tag::read[]
  private void read(Connection connection) throws IOException {
    var n = connection.channel().read(input.clear()); // read
    if (n < 0) {
      close(connection);
      return;
    }
    if (leaving) return; // dropped: see answerWhatHasArrived
    connection.session.active();
    connection.decoder.feed(input.array(), 0, n);
    process(connection);
  }

  void process(Connection connection) throws IOException {
    if (connection.waiting != null) batch = connection.waiting;
    connection.waiting = null;
    try {
      while (!leaving && batch.fill(connection.decoder) > 0) { // decode
        commands.lookAhead(batch);
        commands.apply(batch, connection.session, replies); // apply
        if (connection.session.closing()) break;
        if (replies.isFull() && !write(connection)) return;
      }
    } catch (ProtocolException e) {
      refuse(connection, e);
    }
    batch.clear(); // nothing behind a QUIT is applied
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
    connection.pending = new PendingReplies(replies.toWrite());
    if (writePending(connection)) {
      replies.clear();
      return true;
    }
    replies.release(); // the arrays are the connection's now
    connection.decoder.keep(); // the input buffer is the next connection's
    if (batch.remaining() > 0) {
      batch.keep();
      connection.waiting = batch;
      batch = new Batch();
    }
    return false;
  }

  /**
   * Writes what the socket takes, up to the size of the output buffer: a large reply takes many
   * turns. False if something is left, or if that was the last reply.
   */
  private boolean writePending(Connection connection) throws IOException {
    // The socket needs the bytes outside the heap. Left to itself, the JDK would copy all that is
    // pending at each write, however little the socket takes.
    connection.pending.copyTo(output.clear());
    var taken = connection.channel().write(output.flip());
    connection.pending.skip(taken);
    var done = connection.pending.isEmpty();
    if (!done && taken > 0) connection.session.active(); // it goes on reading
    if (done) connection.pending = null;
    if (done && connection.session.closing()) {
      close(connection);
      return false;
    }
    if (done && leaving) connection.channel().shutdownOutput();
    // Only a connection with replies waiting asks for OP_WRITE: a socket can nearly always take
    // more, and the selector would return at once, for ever.
    var interest = done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
    if (connection.key.interestOps() != interest) connection.key.interestOps(interest);
    return done;
  }

  // end::write[]

  void close(Connection connection) {
    clients.remove(connection.session);
    replies.clear(); // if they were this connection's, nobody else may get them …
    batch.clear(); // … and if there are requests left, nobody else may have them applied
    try (var channel = connection.channel()) {
      // Closing with bytes unread would reset the connection, and could destroy the last replies.
      channel.read(input.clear());
    } catch (IOException e) {
      // it has gone by itself
    }
  }

  /** How long to wait if nothing happens; 0: for ever. */
  private long idleMillis() {
    if (acceptor != null && acceptor.isPaused()) return LOOK_AGAIN_MILLIS;
    return options.timeoutSeconds() > 0 ? 1000 : 0;
  }

  private void closeSilentConnections() {
    var limit = options.timeoutSeconds() * 1_000_000_000L;
    for (var key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Connection connection
          && connection.session.silentNanos() > limit) {
        close(connection);
      }
    }
  }

  /** For another thread: tells the loop to answer what has been received, and to end. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  /** For another thread: tells the loop to end without applying anything more. */
  void leave() {
    leaving = true;
    selector.wakeup();
  }

  private void answerWhatHasArrived() throws IOException {
    if (acceptor != null) acceptor.close();
    while (!leaving && (select(LOOK_AGAIN_MILLIS) > 0 || anyPending())) {}
    if (!leaving) return; // all is answered
    // Somebody goes on sending. They are told that it ends, and what they send is read and dropped:
    // bytes unread would reset the connection, and could destroy the last replies.
    for (var key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Connection connection && connection.pending == null) {
        shutdownOutput(connection); // of the others, when their replies have left
      }
    }
    while (select(LOOK_AGAIN_MILLIS) > 0 || anyPending()) {}
  }

  private void shutdownOutput(Connection connection) {
    try {
      connection.channel().shutdownOutput();
    } catch (IOException e) {
      close(connection);
    }
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
