package toyredis.step5;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import toyredis.server.Clients;
import toyredis.server.Command;
import toyredis.server.Commands;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Scan;
import toyredis.server.ServerOptions;
import toyredis.server.Shutdown;
import toyredis.server.Warning;
import toyredis.step1.NaiveMapStore;

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
final class PartitionedLoop extends EventLoop {
  private static final int LARGEST_MESSAGE = 128; // requests

  /** What all loops know of one another. */
  private static final class Group {
    final List<PartitionedLoop> loops = new ArrayList<>(); // complete before any of them runs
    final AtomicInteger clients = new AtomicInteger();
    final AtomicInteger away = new AtomicInteger(); // connections whose request is with another
    int next; // loop that gets the next connection; touched by the accepting loop only
  }

  /** A connection that may have to wait for another loop. */
  private static final class Asking extends Connection {
    boolean away; // its request is with another loop
    ReplyBuffer answer; // what came back, not among the replies yet
    Request held; // decoded already, to be applied next

    Asking(SelectionKey key, Clients clients, ServerOptions options) throws IOException {
      super(key, clients, options);
    }

    Request next() throws ProtocolException {
      var next = held == null ? decoder.next() : held;
      held = null;
      return next;
    }
  }

  private final Group group;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>(); // filled by the others
  private volatile boolean quiet; // while the server stops: nothing is left to do in this loop
  private volatile boolean asleep; // or about to be: who puts something in must wake this loop

  private PartitionedLoop(Group group, int count, ServerOptions options, Clients clients)
      throws IOException {
    super(new Commands(new NaiveMapStore(), options, clients, count), options, clients);
    this.group = group;
  }

  static List<PartitionedLoop> create(int count, ServerOptions options, Clients clients)
      throws IOException {
    var group = new Group();
    for (var i = 0; i < count; i++) {
      group.loops.add(new PartitionedLoop(group, count, options, clients));
    }
    return group.loops;
  }

  // tag::send[]
  /** For any thread: has this loop run {@code message}, in the order of sending. */
  private void send(Runnable message) {
    inbox.add(message);
    if (asleep) selector.wakeup();
  }

  @Override
  int select(long millis) throws IOException {
    asleep = true; // first say so, then look: a message between the two wakes the selector
    var turns = inbox.isEmpty() ? super.select(millis) : selector.selectNow(this::turn);
    asleep = false;
    try {
      for (Runnable message; (message = inbox.poll()) != null; turns++) message.run();
    } catch (OutOfMemoryError e) {
      Shutdown.atOnce(); // a message is lost, and a client would wait for its answer for ever
    }
    return turns;
  }

  // end::send[]

  @Override
  int clients() {
    return group.clients.get();
  }

  @Override
  void add(SocketChannel channel) {
    group.clients.incrementAndGet();
    var loop = group.loops.get(group.next++ % group.loops.size());
    loop.send(() -> loop.register(channel));
  }

  private void register(SocketChannel channel) {
    try {
      var key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new Asking(key, clients, options));
    } catch (IOException | OutOfMemoryError e) {
      drop(channel);
      group.clients.decrementAndGet();
    }
  }

  private static void drop(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it has gone by itself
    }
  }

  @Override
  void close(Connection connection) {
    if (connection.channel().isOpen()) group.clients.decrementAndGet();
    super.close(connection);
  }

  // tag::process[]
  @Override
  void process(Connection c) throws IOException {
    if (quiet) quiet = false;
    var connection = (Asking) c;
    if (connection.away) {
      connection.key.interestOps(0); // earlier replies have left; now there is only to wait
      return;
    }
    if (connection.answer != null) replies.append(connection.answer);
    connection.answer = null;
    try {
      for (Request request; !leaving && (request = connection.next()) != null; ) {
        connection.session.count(1);
        var keys = Command.keysOf(request);
        if (keys == Command.Keys.MANY) {
          askAll(connection, request.copy());
          return;
        }
        var owner =
            switch (keys) {
              case FIRST_ARGUMENT -> ownerOf(request.key());
              case PAGE -> group.loops.get(Scan.page(request, group.loops.size()));
              default -> this;
            };
        if (owner != this) {
          ask(owner, connection, request.copy());
          return;
        }
        commands.apply(request, connection.session, replies);
        if (connection.session.closing()) break;
        if (replies.isFull() && !write(connection)) return;
      }
    } catch (ProtocolException e) {
      refuse(connection, e);
    }
    write(connection);
  }

  private PartitionedLoop ownerOf(String key) {
    // The upper bits of a product, since a HashMap sorts by the lower bits of the hash itself.
    var spread = key.hashCode() * 0x9E3779B9 >>> 16;
    return group.loops.get(spread * group.loops.size() >>> 16);
  }

  // end::process[]

  // tag::ask[]
  private void ask(PartitionedLoop owner, Asking connection, Request first) throws IOException {
    var requests = new ArrayList<Request>();
    requests.add(first);
    try {
      for (Request next; requests.size() < LARGEST_MESSAGE; requests.add(next.copy())) {
        next = connection.next();
        if (next == null) break;
        if (Command.keysOf(next) != Command.Keys.FIRST_ARGUMENT || ownerOf(next.key()) != owner) {
          connection.held = next.copy();
          break;
        }
      }
    } catch (ProtocolException e) {
      // the decoder will throw it again, when the requests before it have been answered
    }
    connection.session.count(requests.size() - 1);
    sendAway(connection);
    owner.send(
        () -> {
          var answer = new ReplyBuffer();
          var applied = owner.applyAll(requests, connection, answer);
          send(() -> resume(connection, applied ? answer : null));
        });
  }

  /** Whether there was memory for it: if not, the client is closed at home, and the loop lives. */
  private boolean applyAll(List<Request> requests, Asking connection, ReplyBuffer answer) {
    try {
      for (var request : requests) commands.apply(request, connection.session, answer);
      return true;
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
      return false;
    }
  }

  /** Goes through all loops, one after the other, and home again. */
  private void askAll(Asking connection, Request request) throws IOException {
    sendAway(connection);
    var first = group.loops.getFirst();
    first.send(() -> first.visit(connection, request, this, new ArrayList<>(), 0));
  }

  private void visit(
      Asking connection,
      Request request,
      PartitionedLoop home,
      List<ReplyBuffer> answers,
      int keys) {
    var own = new ReplyBuffer();
    connection.session.keysElsewhere(keys); // so that INFO can tell of all, in the last loop
    answers.add(own);
    if (!applyAll(List.of(request), connection, own)) {
      home.send(() -> home.resume(connection, null));
    } else if (answers.size() < group.loops.size()) {
      var next = group.loops.get(answers.size());
      var keysSoFar = keys + commands.keys();
      next.send(() -> next.visit(connection, request, home, answers, keysSoFar));
    } else {
      var answer = new ReplyBuffer();
      answer.appendMerged(answers);
      home.send(() -> home.resume(connection, answer));
    }
  }

  private void sendAway(Asking connection) throws IOException {
    connection.decoder.keep(); // the input buffer is the next connection's
    write(connection); // what was answered before
    if (connection.pending == null) connection.key.interestOps(0);
    connection.away = true;
    group.away.incrementAndGet();
  }

  /**
   * @param answer null if it could not be had
   */
  private void resume(Asking connection, ReplyBuffer answer) {
    connection.away = false;
    connection.answer = answer;
    try {
      if (answer == null) close(connection);
      else if (connection.channel().isOpen() && connection.pending == null) process(connection);
    } catch (IOException e) {
      close(connection);
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
      close(connection);
    }
    group.away.decrementAndGet(); // last, for the next request may have been sent away meanwhile
  }

  // end::ask[]

  /** A loop that has nothing left to do stays while another may still ask it. */
  @Override
  boolean anyPending() {
    if (super.anyPending()) return true;
    quiet = true;
    return group.away.get() > 0 || !group.loops.stream().allMatch(loop -> loop.quiet);
  }
}
