package toyredis.load.generator;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.Requests;
import toyredis.load.generator.Connection.State;
import toyredis.results.ErrorClass;
import toyredis.results.LoadSettings;

/**
 * Requests out, replies in, timed and checked. In a closed loop a batch is as long as the pipeline;
 * in an open loop it holds what is due, up to the length of the pipeline.
 *
 * <p>The path of a request allocates nothing: the buffers belong to the generator's thread, and a
 * connection has one of its own only while the socket does not take a whole batch or a reply
 * arrives in pieces.
 */
final class Exchange {
  private static final int READ_BYTES = 64 * 1024;

  private final Schedule schedule;
  private final Meter meter;
  private final Workload workload;
  private final Answers answers;
  private final int pipeline;
  private final byte[] encoded;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] arrived = new byte[READ_BYTES];

  /**
   * @param nodes of the server
   * @param checked false for a server that answers everything with a constant
   * @param mostKeys how many keys of the load's form the server has
   */
  Exchange(
      LoadSettings load,
      int nodes,
      Schedule schedule,
      Meter meter,
      boolean checked,
      long mostKeys) {
    this.schedule = schedule;
    this.meter = meter;
    var requests = new Requests(load);
    workload = new Workload(load, nodes, requests);
    answers = new Answers(load, requests, checked, mostKeys);
    pipeline = load.pipeline();
    encoded = new byte[pipeline * requests.maxLength()];
    out = ByteBuffer.allocateDirect(encoded.length);
  }

  /** Sends a batch, as much of it as the socket takes. */
  void send(Connection connection) throws Failure {
    long now = System.nanoTime();
    int length = 0;
    int count = 0;
    while (count < pipeline) {
      if (schedule.isOpen()) {
        if (connection.due - now > 0) break;
        connection.intended[count] = connection.due;
        meter.lag(now - Math.max(connection.due, connection.freeSince));
        connection.due = schedule.nextDue(connection);
      }
      length = workload.next(connection, count++, encoded, length);
    }
    out.clear();
    out.put(encoded, 0, length).flip();
    connection.sent = count;
    connection.answered = 0;
    connection.since = now;
    connection.state = State.WAITING;
    try {
      connection.channel.write(out);
    } catch (IOException e) {
      throw new Failure(ErrorClass.WRITE, e.getMessage());
    }
    if (out.hasRemaining()) {
      connection.unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
      connection.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /** Sends more of what the socket has not taken yet. */
  void sendRest(Connection connection) throws Failure {
    try {
      connection.channel.write(connection.unsent);
    } catch (IOException e) {
      throw new Failure(ErrorClass.WRITE, e.getMessage());
    }
    if (!connection.unsent.hasRemaining()) {
      connection.unsent = null;
      connection.key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * Reads what has arrived.
   *
   * @return when it had, {@link System#nanoTime}
   */
  long receive(Connection connection) throws Failure {
    int length;
    in.clear();
    try {
      length = connection.channel.read(in);
    } catch (IOException e) {
      throw new Failure(ErrorClass.READ, e.getMessage());
    }
    long now = System.nanoTime();
    if (length < 0) throw new Failure(ErrorClass.CLOSED, "connection closed by the server");
    in.flip().get(arrived, 0, length);
    connection.replies.accept(arrived, 0, length);
    int before = connection.answered;
    try {
      read(connection);
    } catch (ProtocolException e) {
      throw new Failure(ErrorClass.PROTOCOL, e.getMessage());
    } finally {
      if (connection.answered > before) {
        meter.answered(connection, before, connection.answered, now);
      }
    }
    return now;
  }

  /** Reads the replies that are there whole, up to one that is wrong. */
  private void read(Connection connection) throws ProtocolException, Failure {
    var replies = connection.replies;
    for (var kind = replies.next(); kind != Kind.INCOMPLETE; kind = replies.next()) {
      if (connection.state != State.WAITING || connection.answered == connection.sent) {
        throw new ProtocolException("a reply that nobody asked for");
      }
      var complaint = answers.complaint(connection, kind);
      if (complaint != null) throw new Failure(ErrorClass.WRONG, complaint);
      connection.answered++;
    }
  }

  /** No reply will come any more. Returns how many requests had none, 1 at least. */
  int abandon(Connection connection) {
    workload.abandon(connection);
    return Math.max(1, connection.sent - connection.answered);
  }
}
