package toyredis.load.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import toyredis.load.client.ReplyReader;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.Requests;
import toyredis.load.client.ServerAddress;
import toyredis.load.client.SourceAddresses;
import toyredis.load.generator.Connection.State;
import toyredis.results.ErrorClass;
import toyredis.results.LoadSettings;

/**
 * One thread of the load generator: a selector and the connections that belong to it. Each
 * connection sends a batch of requests in one write, awaits all their replies, rests, and sends
 * again. In a closed loop a batch is as long as the pipeline; in an open loop it holds what is due,
 * up to the length of the pipeline.
 *
 * <p>The path of a request allocates nothing: the buffers belong to the thread, and a connection
 * has one of its own only while the socket does not take a whole batch or a reply arrives in
 * pieces.
 */
public final class Generator implements Runnable {
  private static final long MILLI = 1_000_000;
  private static final long PATROL = 50 * MILLI;

  /** Between an error and the next attempt, so that a dead server is not hammered. */
  private static final long PAUSE = 100 * MILLI;

  private static final int READ_BYTES = 64 * 1024;

  private final LoadSettings load;
  private final InetSocketAddress address;
  private final SourceAddresses sources;
  private final Schedule schedule;
  private final int stride;
  private final long openFrom;
  private final long openEvery;
  private final long timeout;
  private final boolean reconnects;

  private final Workload workload;
  private final Answers answers;
  private final Meter meter;
  private final byte[] encoded;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] arrived = new byte[READ_BYTES];
  private final Consumer<SelectionKey> onReady = this::ready;
  private final Pacer pacer;

  private final ArrayList<Connection> connections = new ArrayList<>();
  private final PriorityQueue<Connection> resting = new PriorityQueue<>();
  private Selector selector;
  private int next;

  /**
   * Connections that have failed, or have been served once: that they are open does not say that
   * the server has accepted them. In an open loop the first request may be due much later, so there
   * it has to do.
   */
  private int settled;

  private int waiting;
  private int dead;

  private volatile boolean stopped;
  private volatile boolean allSettled;
  private volatile boolean allDead;
  private volatile Thread thread;

  /**
   * @param first the number of this generator's first connection; its others follow at a distance
   *     of {@code stride}, up to the settings' connections
   * @param openFrom when connection 0 is opened, {@link System#nanoTime}
   * @param openEvery nanoseconds from one connection's opening to the next's
   * @param mostKeys how many keys of the load's form the server has
   */
  public Generator(
      LoadSettings load,
      ServerAddress server,
      SourceAddresses sources,
      int first,
      int stride,
      long openFrom,
      long openEvery,
      long mostKeys) {
    this.load = load;
    this.sources = sources;
    this.stride = stride;
    this.openFrom = openFrom;
    this.openEvery = openEvery;
    address = server.address();
    next = first;
    timeout = (long) (load.timeoutSeconds() * 1e9);
    reconnects = load.onError() == LoadSettings.OnError.RECONNECT;
    schedule = new Schedule(load, openFrom);
    meter = new Meter(schedule.isOpen());
    pacer = new Pacer(schedule.isOpen());
    var requests = new Requests(load);
    workload = new Workload(load, requests);
    answers = new Answers(load, requests, !server.answersAConstant(), mostKeys);
    encoded = new byte[load.pipeline() * requests.maxLength()];
    out = ByteBuffer.allocateDirect(encoded.length);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try (var selector = Selector.open()) {
      this.selector = selector;
      long patrolAt = System.nanoTime() + PATROL;
      try {
        while (!stopped) {
          long now = System.nanoTime();
          openDue(now);
          wakeDue(now);
          if (now - patrolAt >= 0) {
            failOverdue(now);
            patrolAt = now + PATROL;
          }
          publish();
          pacer.select(selector, onReady, nextEvent(patrolAt), waiting > 0);
        }
      } finally {
        for (var connection : connections) close(connection, State.CLOSED);
        publish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish() {
    meter.publish();
    allSettled = next >= load.connections() && settled == connections.size();
    allDead = next >= load.connections() && dead == connections.size();
  }

  private long nextEvent(long patrolAt) {
    long at = patrolAt;
    if (next < load.connections()) at = Math.min(at, openingOf(next));
    if (!resting.isEmpty()) at = Math.min(at, resting.peek().wake);
    return at;
  }

  private long openingOf(int number) {
    return openFrom + number * openEvery;
  }

  private void openDue(long now) {
    for (; next < load.connections() && openingOf(next) - now <= 0; next += stride) {
      var connection = new Connection(next, load.pipeline(), load.seed());
      connections.add(connection);
      open(connection, now);
    }
  }

  private void wakeDue(long now) {
    long soon = now + pacer.slack();
    for (var c = resting.peek(); c != null && c.wake - soon <= 0; c = resting.peek()) {
      resting.poll();
      if (c.state == State.PAUSED) {
        open(c, now);
      } else {
        send(c);
      }
    }
  }

  private void open(Connection connection, long now) {
    connection.state = State.CONNECTING;
    connection.since = now;
    connection.replies = new ReplyReader();
    connection.unsent = null;
    connection.sent = connection.answered = 0;
    try {
      var channel = SocketChannel.open();
      connection.channel = channel;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var source = sources.of(connection.number);
      if (source != null) channel.bind(source);
      boolean done = channel.connect(address);
      connection.key =
          channel.register(
              selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
      if (done) opened(connection);
    } catch (IOException e) {
      fail(connection, ErrorClass.CONNECT, e.getMessage());
    }
  }

  private void opened(Connection connection) {
    if (connection.opened++ > 0) meter.reconnected();
    long now = System.nanoTime();
    connection.freeSince = now;
    if (schedule.isOpen()) {
      settle(connection);
      // after a failure the schedule goes on: what became due meanwhile is late, not forgotten
      if (connection.opened == 1) connection.due = schedule.firstDue(connection, now);
      rest(connection, now);
    } else {
      send(connection);
    }
  }

  private void settle(Connection connection) {
    if (!connection.settled) settled++;
    connection.settled = true;
  }

  private void ready(SelectionKey key) {
    var connection = (Connection) key.attachment();
    if (connection.key != key || !key.isValid()) return;
    if (connection.state == State.CONNECTING) {
      finishConnect(connection);
      return;
    }
    if (connection.unsent != null && key.isWritable()) sendRest(connection);
    if (key.isValid() && key.isReadable()) receive(connection);
  }

  private void finishConnect(Connection connection) {
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
    long now = System.nanoTime();
    int length = 0;
    int count = 0;
    while (count < load.pipeline()) {
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
    waiting++;
    try {
      connection.channel.write(out);
      if (out.hasRemaining()) {
        connection.unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
        connection.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      fail(connection, ErrorClass.WRITE, e.getMessage());
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
      read(connection);
    } catch (ProtocolException e) {
      fail(connection, ErrorClass.PROTOCOL, e.getMessage());
    }
    if (connection.answered > before) {
      meter.answered(connection, before, connection.answered, now);
    }
    if (connection.state == State.WAITING && connection.answered == connection.sent) {
      waiting--;
      connection.freeSince = now;
      settle(connection);
      rest(connection, now);
    }
  }

  /** Reads the replies that are there whole, up to one that is wrong. */
  private void read(Connection connection) throws ProtocolException {
    var replies = connection.replies;
    for (var kind = replies.next(); kind != Kind.INCOMPLETE; kind = replies.next()) {
      if (connection.state != State.WAITING || connection.answered == connection.sent) {
        throw new ProtocolException("a reply that nobody asked for");
      }
      var complaint = answers.complaint(connection, kind);
      if (complaint != null) {
        fail(connection, ErrorClass.WRONG, complaint);
        return;
      }
      connection.answered++;
    }
  }

  /** A connection has nothing to wait for: when does it send again? */
  private void rest(Connection connection, long now) {
    long wake = schedule.isOpen() ? connection.due : now + schedule.think(connection);
    if (wake - now <= 0) {
      send(connection);
    } else {
      connection.state = State.RESTING;
      connection.wake = wake;
      resting.add(connection);
    }
  }

  private void failOverdue(long now) {
    for (var c : connections) {
      boolean awaits = c.state == State.WAITING || c.state == State.CONNECTING;
      if (awaits && now - c.since > timeout) {
        var what = c.state == State.WAITING ? "no reply" : "no connection";
        fail(c, ErrorClass.TIMEOUT, what + " within " + timeout / MILLI + " ms");
      }
    }
  }

  /** Ends a connection, for good or for a while; every request without an answer has failed. */
  private void fail(Connection connection, ErrorClass error, String message) {
    int requests = 1;
    if (connection.state == State.WAITING) {
      waiting--;
      requests = Math.max(1, connection.sent - connection.answered);
      workload.abandon(connection);
    }
    if (connection.state == State.RESTING) resting.remove(connection);
    settle(connection);
    meter.failed(error, requests, message);
    close(connection, reconnects ? State.PAUSED : State.CLOSED);
    if (reconnects) {
      connection.wake = System.nanoTime() + PAUSE;
      resting.add(connection);
    } else {
      dead++;
    }
  }

  private static void close(Connection connection, State state) {
    connection.state = state;
    if (connection.channel == null) return;
    try {
      connection.channel.close();
    } catch (IOException e) {
      // nothing more is wanted from it
    }
  }

  // any thread may ask what follows

  public void stop() {
    stopped = true;
  }

  public Meter meter() {
    return meter;
  }

  /** Whether each connection has been served once or has failed. */
  public boolean allSettled() {
    return allSettled;
  }

  /** Whether no connection is left, and none will be opened again. */
  public boolean allDead() {
    return allDead;
  }

  /** Its thread; null before it runs. */
  public Thread thread() {
    return thread;
  }
}
