package toyredis.step5.multiloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import toyredis.server.Clients;
import toyredis.server.Commands;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.RequestDecoder;
import toyredis.server.ServerOptions;
import toyredis.server.Session;
import toyredis.server.Warning;
import toyredis.step1.NaiveMapStore;
import toyredis.step5.loop.Acceptor;
import toyredis.step5.loop.Connection;
import toyredis.step5.loop.Connections;
import toyredis.step5.loop.Loop;

/**
 * Steps 4 and 5 meet: several event loops, each with connections and a map of its own. A key
 * belongs to one loop, by its hash. A request for another loop's key travels there as a message,
 * and its reply comes back as one; no lock anywhere.
 *
 * <p>A connection whose request is away waits for it: its further requests are not even decoded, so
 * replies stay in order, and no more than one message per connection is ever on its way. Requests
 * that follow one another to the same owner travel together.
 *
 * <p>KEYS, DBSIZE, FLUSHALL, and DEL and EXISTS of several keys, go from loop to loop. Each does
 * its part, one after the other: what is written meanwhile may be seen or not.
 */
public final class PartitionedLoop implements Loop {
  private static final int READ_SIZE = 64 * 1024; // what one connection may read in its turn
  private static final int LARGEST_MESSAGE = 128; // requests
  private static final long LOOK_AGAIN_MILLIS = 50;

  // All of this belongs to the loop's thread, but for the inbox, the group and what is volatile.
  private final Group group;
  private final ServerOptions options;
  private final Connections connections;
  final Commands commands;
  final Inbox inbox; // for any thread
  private final ByteBuffer input = ByteBuffer.wrap(new byte[READ_SIZE]); // shared by connections
  private Acceptor acceptor; // null in a loop that does not accept
  private int next; // loop that gets the next connection; of use to the accepting loop
  private volatile Phase phase = Phase.SERVING; // set by another thread
  private volatile boolean quiet; // read by others: while the server stops, nothing is left to do

  private PartitionedLoop(Group group, int count, ServerOptions options, Clients clients)
      throws IOException {
    this.group = group;
    this.options = options;
    commands = new Commands(new NaiveMapStore(options.newMap()), options, clients, count);
    connections = new Connections(clients);
    inbox = new Inbox(connections.selector);
  }

  /** So many loops, of which the first accepts for all. */
  public static List<PartitionedLoop> create(
      int count, ServerSocketChannel listener, ServerOptions options, Clients clients)
      throws IOException {
    var group = new Group();
    for (var i = 0; i < count; i++) {
      group.loops.add(new PartitionedLoop(group, count, options, clients));
    }
    var first = group.loops.getFirst();
    first.acceptor =
        new Acceptor(listener, first.connections.selector, options, clients, first::spread);
    return group.loops;
  }

  @Override
  public void run() throws IOException {
    while (phase == Phase.SERVING) {
      try {
        var pause = acceptor != null && acceptor.isPaused();
        select(pause ? LOOK_AGAIN_MILLIS : options.timeoutSeconds() > 0 ? 1000 : 0);
        if (acceptor != null) acceptor.resume();
        connections.closeSilent(options.timeoutSeconds());
      } catch (OutOfMemoryError e) {
        Warning.OUT_OF_MEMORY.print();
      }
    }
    if (acceptor != null) acceptor.close();
    while (phase != Phase.LEAVING && (select(LOOK_AGAIN_MILLIS) > 0 || anyPending())) {}
    if (phase != Phase.LEAVING) return;
    do {
      for (var connection : connections.all()) {
        if (served(connection)) connections.endOutput(connection);
      }
    } while (select(LOOK_AGAIN_MILLIS) > 0 || anyPending());
  }

  private int select(long millis) throws IOException {
    return inbox.select(this::turn, millis);
  }

  @Override
  public void enter(Phase phase) {
    this.phase = phase;
    connections.selector.wakeup();
  }

  /** A loop that has nothing left to do stays while another may still ask it. */
  private boolean anyPending() {
    if (connections.all().stream().anyMatch(c -> !served(c))) return true;
    quiet = true;
    return !group.loops.stream().allMatch(loop -> loop.quiet);
  }

  private static boolean served(Connection connection) {
    return !connection.hasPending() && !((Asking) connection).away;
  }

  /** Gives each loop a connection in its turn. */
  private void spread(SocketChannel channel, Session session) {
    var decoder = new RequestDecoder(options.maxValue(), options.memory());
    var connection = new Asking(channel, session, decoder);
    var loop = group.loops.get(next++ % group.loops.size());
    loop.inbox.send(() -> loop.add(connection));
  }

  private void add(Asking connection) {
    try {
      connections.add(connection);
    } catch (IOException | OutOfMemoryError e) {
      connections.close(connection);
    }
  }

  private void turn(SelectionKey key) {
    if (key.isAcceptable()) acceptor.accept();
    else serve((Asking) key.attachment(), key.isReadable());
  }

  /** What goes wrong in it ends this connection and no other. */
  private void serve(Asking connection, boolean readable) {
    try {
      if (readable) read(connection);
      else if (!connection.hasPending() || connections.writePending(connection)) {
        process(connection);
      }
      if (connection.session.closing() && !connection.hasPending()) connections.close(connection);
    } catch (IOException e) {
      connections.close(connection);
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
      connections.close(connection);
    }
  }

  private void read(Asking connection) throws IOException {
    var n = connection.channel.read(input.clear());
    if (n < 0) {
      connections.close(connection);
      return;
    }
    if (phase == Phase.LEAVING) return;
    connection.session.active();
    connection.requests.feed(input.array(), 0, n);
    process(connection);
  }

  // tag::process[]
  private void process(Asking connection) throws IOException {
    if (quiet) quiet = false;
    if (connection.away) {
      connection.interest(0); // earlier replies have left; now there is only to wait
      return;
    }
    var session = connection.session;
    var replies = connections.replies;
    if (connection.answer != null) replies.append(connection.answer);
    connection.answer = null;
    try {
      while (phase != Phase.LEAVING && !session.closing()) {
        var request = connection.next();
        if (request == null) break;
        session.count(1);
        var owner = group.ownerOf(request, this);
        if (owner == null) {
          sendAway(connection, List.of(request.copy()))
              .throughAll(group.loops, new ArrayList<>(), 0);
          return;
        }
        if (owner != this) {
          sendAway(connection, together(owner, connection, request)).to(owner);
          return;
        }
        commands.apply(request, session, replies);
        if (replies.isFull() && !connections.write(connection)) return;
      }
    } catch (ProtocolException e) {
      replies.error(e.getMessage());
      session.close();
    }
    connections.write(connection);
  }

  // end::process[]

  /** A request for another loop, and those behind it that are for the same. */
  private List<Request> together(PartitionedLoop owner, Asking connection, Request first) {
    var requests = new ArrayList<Request>();
    requests.add(first.copy());
    try {
      for (Request next; requests.size() < LARGEST_MESSAGE; requests.add(next.copy())) {
        next = connection.next();
        if (next == null) break;
        if (group.ownerOf(next, this) != owner) {
          connection.held = next.copy();
          break;
        }
      }
    } catch (ProtocolException e) {
      // the decoder will throw it again, when the requests before it have been answered
    }
    connection.session.count(requests.size() - 1);
    return requests;
  }

  private Errand sendAway(Asking connection, List<Request> requests) throws IOException {
    connection.requests.keep(); // the input buffer is the next connection's
    connections.write(connection); // what was answered before
    if (!connection.hasPending()) connection.interest(0);
    connection.away = true;
    return new Errand(this, connection, requests);
  }

  /**
   * The connection goes on where it was.
   *
   * @param answer null if it could not be had
   */
  void resume(Asking connection, ReplyBuffer answer) {
    connection.away = false;
    connection.answer = answer;
    if (answer == null) connections.close(connection);
    else if (connection.channel.isOpen()) serve(connection, false);
  }
}
