package toyredis.step5.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import toyredis.server.Clients;
import toyredis.server.ReplyBuffer;

/** The connections of one loop, and how replies leave for them. Belongs to the loop's thread. */
public final class Connections {
  private static final int WRITE_SIZE = 256 * 1024; // what one connection may be sent in its turn

  public final Selector selector = Selector.open();
  public final ReplyBuffer replies = new ReplyBuffer(); // of the connection whose turn it is
  private final ByteBuffer output = ByteBuffer.allocateDirect(WRITE_SIZE);
  private final Clients clients; // shared by loops

  public Connections(Clients clients) throws IOException {
    this.clients = clients;
  }

  // tag::add[]
  public void add(Connection connection) throws IOException {
    connection.key = connection.channel.register(selector, SelectionKey.OP_READ, connection);
  }

  // end::add[]

  // tag::write[]
  /** Writes the replies in one go. False if some must wait: no request is read until they left. */
  public boolean write(Connection connection) throws IOException {
    if (replies.length() == 0) return true;
    connection.pending = new PendingReplies(replies.toWrite());
    if (writePending(connection)) {
      replies.clear();
      return true;
    }
    replies.release(); // the arrays are the connection's now
    connection.requests.keep(); // the input buffer is the next connection's
    return false;
  }

  /**
   * Writes what the socket takes, up to the size of the output buffer: a large reply takes many
   * turns. False if something is left.
   */
  public boolean writePending(Connection connection) throws IOException {
    // The socket needs the bytes outside the heap. Left to itself, the JDK would copy all that is
    // pending at each write, however little the socket takes.
    connection.pending.copyTo(output.clear());
    var taken = connection.channel.write(output.flip());
    connection.pending.skip(taken);
    var done = connection.pending.isEmpty();
    if (done) connection.pending = null;
    else if (taken > 0) connection.session.active(); // it goes on reading
    // Only a connection with replies waiting asks for OP_WRITE: a socket can nearly always take
    // more, and the selector would return at once, for ever.
    connection.interest(done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
    return done;
  }

  // end::write[]

  public void close(Connection connection) {
    clients.remove(connection.session); // first: who sees the socket closed may come again at once
    replies.clear(); // if they were this connection's, nobody else may get them
    try (var channel = connection.channel) {
      // Closing with bytes unread would reset the connection, and could destroy the last replies.
      channel.read(output.clear());
    } catch (IOException e) {
      // it has gone by itself
    }
  }

  /** All of them, in a list of its own: who goes through it may close them. */
  public List<Connection> all() {
    return selector.keys().stream()
        .filter(key -> key.attachment() != null)
        .map(key -> (Connection) key.attachment())
        .toList();
  }

  /** Closes those that nothing has come from, nor left for, for so long; 0 seconds: for ever. */
  public void closeSilent(int seconds) {
    if (seconds == 0) return;
    for (var connection : all()) {
      if (connection.session.silentNanos() > seconds * 1_000_000_000L) close(connection);
    }
  }

  /** Whether there are replies that have not left yet. */
  public boolean anyPending() {
    return all().stream().anyMatch(Connection::hasPending);
  }

  /** Tells a client that nothing more will come. */
  public void endOutput(Connection connection) {
    try {
      connection.channel.shutdownOutput();
    } catch (IOException e) {
      close(connection);
    }
  }
}
