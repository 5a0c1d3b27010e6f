package toyredis.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import toyredis.load.Connection.State;
import toyredis.load.ReplyReader.Kind;

/**
 * One thread of the load generator: a selector and the connections that belong to it. Each
 * connection is a closed loop: a batch of requests in one write, all their replies, think time,
 * again. A connection stops at its first error.
 *
 * <p>The path of a request allocates nothing: the buffers belong to the thread, and a connection
 * has one of its own only while the socket does not take a whole batch or a reply arrives in
 * pieces.
 */
final class Generator implements Runnable {

  /** What the run tells its generators. */
  static final class Signals {
    /** Whether replies that arrive now count. */
    volatile boolean measuring;

    volatile boolean stopped;
  }

  /** The kernel's timer counts in milliseconds; what is due within half of one is due now. */
  private static final long HALF_TICK = 500_000;

  private static final long TICK = 2 * HALF_TICK;
  private static final long PATROL = 50 * TICK;
  private static final int READ_BYTES = 64 * 1024;

  private final LoadSettings load;
  private final InetSocketAddress address;
  private final Signals signals;
  private final long timeout;
  private final int first;
  private final int stride;
  private final long openFrom;
  private final long openEvery;

  private final Requests requests;
  private final int readsOf24Bits;
  private final byte[] encoded;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] arrived = new byte[READ_BYTES];
  private final Consumer<SelectionKey> onReady = this::ready;

  private final ArrayList<Connection> connections = new ArrayList<>();
  private final PriorityQueue<Connection> thinking = new PriorityQueue<>();
  private final Histogram latency = new Histogram(3);
  private final EnumMap<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
  private Selector selector;
  private int next;
  private int begun;
  private int connected;
  private int failed;
  private String firstError = "";

  // what the thread that shows progress sees; written once per round, by this thread only
  private volatile long operationsSeen;
  private volatile long failedOperationsSeen;
  private volatile boolean allOpened;
  private volatile boolean allFailed;

  /**
   * @param first the number of this generator's first connection; its others follow at a distance
   *     of {@code stride}, up to the settings' connections
   * @param openFrom when connection 0 is opened, {@link System#nanoTime}
   * @param openEvery nanoseconds from one connection's opening to the next's
   * @param timeout nanoseconds that a reply or a connection may take
   */
  Generator(
      LoadSettings load,
      InetSocketAddress address,
      Signals signals,
      int first,
      int stride,
      long openFrom,
      long openEvery,
      long timeout) {
    this.load = load;
    this.address = address;
    this.signals = signals;
    this.first = first;
    this.stride = stride;
    this.openFrom = openFrom;
    this.openEvery = openEvery;
    this.timeout = timeout;
    next = first;
    requests = new Requests(load.valueMaxBytes());
    readsOf24Bits = (int) Math.round((double) load.mix().reads() / load.mix().total() * (1 << 24));
    encoded = new byte[load.pipeline() * requests.maxLength()];
    out = ByteBuffer.allocateDirect(encoded.length);
    latency.setAutoResize(true);
  }

  @Override
  public void run() {
    try (var selector = Selector.open()) {
      this.selector = selector;
      long patrolAt = System.nanoTime() + PATROL;
      try {
        while (!signals.stopped) {
          long now = System.nanoTime();
          open(now);
          sendDue(now);
          if (now - patrolAt >= 0) {
            failOverdue(now);
            patrolAt = now + PATROL;
          }
          publish();
          long millis = millisUntil(nextEvent(patrolAt), System.nanoTime());
          if (millis > 0) {
            selector.select(onReady, millis);
          } else {
            selector.selectNow(onReady);
          }
        }
      } finally {
        for (var connection : connections) closeQuietly(connection);
        publish();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void publish() {
    operationsSeen = latency.getTotalCount();
    failedOperationsSeen = failed == 0 ? 0 : totalErrors();
    allOpened = next >= load.connections() && connected + failed == begun;
    allFailed = allOpened && failed == begun;
  }

  private long nextEvent(long patrolAt) {
    long at = patrolAt;
    if (next < load.connections()) at = Math.min(at, openingOf(next));
    if (!thinking.isEmpty()) at = Math.min(at, thinking.peek().due);
    return at;
  }

  private static long millisUntil(long at, long now) {
    return Math.max(0, (at - HALF_TICK - now + TICK - 1) / TICK);
  }

  private long openingOf(int number) {
    return openFrom + number * openEvery;
  }

  private void open(long now) {
    for (; next < load.connections() && openingOf(next) - now <= 0; next += stride) {
      begun++;
      SocketChannel channel;
      try {
        channel = SocketChannel.open();
      } catch (IOException e) {
        count(ErrorClass.CONNECT, 1, e.getMessage());
        continue;
      }
      var connection = new Connection(channel, load.pipeline(), mix(load.seed(), next));
      connections.add(connection);
      connection.since = now;
      try {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean done = channel.connect(address);
        connection.key =
            channel.register(
                selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
        if (done) opened(connection);
      } catch (IOException e) {
        fail(connection, ErrorClass.CONNECT, e.getMessage());
      }
    }
  }

  /** A seed for each connection, so that its choices do not depend on the others' timing. */
  private static long mix(long seed, int number) {
    return seed * 0xD1342543DE82EF95L + number * 0x632BE59BD9B4E019L;
  }

  private void opened(Connection connection) {
    connected++;
    send(connection);
  }

  private void sendDue(long now) {
    for (var c = thinking.peek(); c != null && c.due - now <= HALF_TICK; c = thinking.peek()) {
      thinking.poll();
      if (c.state == State.THINKING) send(c);
    }
  }

  private void ready(SelectionKey key) {
    var connection = (Connection) key.attachment();
    if (connection.state == State.CLOSED) return;
    if (connection.state == State.CONNECTING) {
      connect(connection);
      return;
    }
    if (connection.unsent != null && key.isWritable()) sendRest(connection);
    if (connection.state != State.CLOSED && key.isReadable()) receive(connection);
  }

  private void connect(Connection connection) {
    try {
      connection.channel.finishConnect();
    } catch (IOException e) {
      fail(connection, ErrorClass.CONNECT, e.getMessage());
      return;
    }
    connection.key.interestOps(SelectionKey.OP_READ);
    opened(connection);
  }

  private void send(Connection connection) {
    int length = 0;
    for (int i = 0; i < connection.asked.length; i++) {
      long random = connection.nextRandom();
      int key = (int) ((random >>> 32) * load.keys().count() >>> 32);
      if ((random & 0xFFFFFF) < readsOf24Bits) {
        connection.asked[i] = key;
        length = requests.get(key, encoded, length);
      } else {
        connection.asked[i] = ~key;
        length = requests.set(key, random >>> 24, encoded, length);
      }
    }
    out.clear();
    out.put(encoded, 0, length).flip();
    connection.answered = 0;
    connection.state = State.WAITING;
    connection.since = System.nanoTime();
    try {
      connection.channel.write(out);
    } catch (IOException e) {
      fail(connection, ErrorClass.WRITE, e.getMessage());
      return;
    }
    if (out.hasRemaining()) {
      connection.unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
      connection.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private void sendRest(Connection connection) {
    try {
      connection.channel.write(connection.unsent);
    } catch (IOException e) {
      fail(connection, ErrorClass.WRITE, e.getMessage());
      return;
    }
    if (!connection.unsent.hasRemaining()) {
      connection.unsent = null;
      connection.key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void receive(Connection connection) {
    int length;
    in.clear();
    try {
      length = connection.channel.read(in);
    } catch (IOException e) {
      fail(connection, ErrorClass.READ, e.getMessage());
      return;
    }
    long now = System.nanoTime();
    if (length < 0) {
      fail(connection, ErrorClass.CLOSED, "connection closed by the server");
      return;
    }
    in.flip().get(arrived, 0, length);
    connection.replies.accept(arrived, 0, length);
    int before = connection.answered;
    try {
      for (var kind = connection.replies.next();
          kind != Kind.INCOMPLETE;
          kind = connection.replies.next()) {
        if (connection.state != State.WAITING || connection.answered == connection.asked.length) {
          throw new ProtocolException("a reply that nobody asked for");
        }
        if (!isAnswer(connection, kind)) break;
        connection.answered++;
      }
    } catch (ProtocolException e) {
      fail(connection, ErrorClass.PROTOCOL, e.getMessage());
    }
    int answered = connection.answered - before;
    if (answered > 0 && signals.measuring) {
      latency.recordValueWithCount(now - connection.since, answered);
    }
    if (connection.state == State.WAITING && connection.answered == connection.asked.length) {
      think(connection, now);
    }
  }

  /** Whether the reply answers the next request; if not, the connection has failed. */
  private boolean isAnswer(Connection connection, Kind kind) {
    var reply = connection.replies;
    int asked = connection.asked[connection.answered];
    boolean right =
        asked >= 0
            ? kind == Kind.BULK
                && requests.isValueOf(asked, reply.bytes(), reply.start(), reply.end())
            : kind == Kind.STATUS && isOk(reply);
    if (right) return true;
    var what = asked >= 0 ? "GET" : "SET";
    fail(
        connection,
        ErrorClass.WRONG,
        what
            + switch (kind) {
              case ERROR -> " was answered with the error " + reply.text();
              case NULL -> " found nothing under a key that had been set";
              case BULK -> " was answered with a value that no client has written";
              default -> " was answered with " + kind + " " + reply.text();
            });
    return false;
  }

  private static boolean isOk(ReplyReader reply) {
    int start = reply.start();
    return reply.end() - start == 2
        && reply.bytes()[start] == 'O'
        && reply.bytes()[start + 1] == 'K';
  }

  private void think(Connection connection, long now) {
    if (load.arrivals().thinkMaxMillis() == 0) {
      send(connection);
      return;
    }
    long least = load.arrivals().thinkMinMillis() * TICK;
    long span = (load.arrivals().thinkMaxMillis() - load.arrivals().thinkMinMillis()) * TICK + 1;
    connection.due = now + least + (connection.nextRandom() >>> 1) % span;
    connection.state = State.THINKING;
    thinking.add(connection);
  }

  private void failOverdue(long now) {
    for (var c : connections) {
      boolean due = c.state == State.WAITING || c.state == State.CONNECTING;
      if (due && now - c.since > timeout) {
        var what = c.state == State.WAITING ? "no reply" : "no connection";
        fail(c, ErrorClass.TIMEOUT, what + " within " + timeout / TICK + " ms");
      }
    }
  }

  /** Ends a connection; every request that is without a good answer has failed. */
  private void fail(Connection connection, ErrorClass error, String message) {
    int requests =
        connection.state == State.WAITING ? connection.asked.length - connection.answered : 1;
    if (connection.state != State.CONNECTING) connected--;
    count(error, Math.max(1, requests), message);
    closeQuietly(connection);
  }

  private void count(ErrorClass error, int requests, String message) {
    if (firstError.isEmpty()) firstError = error.label() + ": " + message;
    errors.merge(error, (long) requests, Long::sum);
    failed++;
  }

  private static void closeQuietly(Connection connection) {
    connection.state = State.CLOSED;
    try {
      connection.channel.close();
    } catch (IOException e) {
      // nothing more is wanted from it
    }
  }

  private long totalErrors() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Replies that counted, up to a moment ago. Any thread may ask; so for the next three. */
  long operationsSeen() {
    return operationsSeen;
  }

  long failedOperationsSeen() {
    return failedOperationsSeen;
  }

  /** Whether each connection has been opened or has failed. */
  boolean allOpened() {
    return allOpened;
  }

  boolean allFailed() {
    return allFailed;
  }

  /** Latencies in nanoseconds. This and what follows only after the thread has ended. */
  Histogram latency() {
    return latency;
  }

  EnumMap<ErrorClass, Long> errors() {
    return errors;
  }

  int failedConnections() {
    return failed;
  }

  /** Class and message of the first error; empty if there was none. */
  String firstError() {
    return firstError;
  }
}
