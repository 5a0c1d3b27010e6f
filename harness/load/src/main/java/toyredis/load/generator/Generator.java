package toyredis.load.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import toyredis.load.client.ServerAddress;
import toyredis.load.client.SourceAddresses;
import toyredis.load.generator.Connection.State;
import toyredis.results.ErrorClass;
import toyredis.results.LoadSettings;

/**
 * One thread of the load generator: a selector and the life of the connections that belong to it.
 * Each is opened at its time, sends a batch of requests, awaits all their replies, rests, and sends
 * again, until it fails; then it is closed, or opened again.
 */
public final class Generator implements Runnable {
  private static final long MILLI = 1_000_000;
  private static final long PATROL = 50 * MILLI;

  /** Between an error and the next attempt, so that a dead server is not hammered. */
  private static final long PAUSE = 100 * MILLI;

  private final LoadSettings load;
  private final List<ServerAddress.Node> nodes;
  private final SourceAddresses sources;
  private final Schedule schedule;
  private final int stride;
  private final long openFrom;
  private final long openEvery;
  private final long timeout;
  private final boolean reconnects;

  private final Meter meter;
  private final Exchange exchange;
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
    nodes = server.nodes();
    next = first;
    timeout = (long) (load.timeoutSeconds() * 1e9);
    reconnects = load.onError() == LoadSettings.OnError.RECONNECT;
    schedule = new Schedule(load, openFrom);
    meter = new Meter(schedule.isOpen());
    pacer = new Pacer(schedule.isOpen());
    exchange =
        new Exchange(load, nodes.size(), schedule, meter, !server.answersAConstant(), mostKeys);
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
        for (var connection : connections) connection.close(State.CLOSED);
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
    var address = nodes.get(connection.number % nodes.size()).address();
    try {
      if (connection.open(selector, address, sources.of(connection.number), now)) {
        opened(connection);
      }
    } catch (IOException e) {
      fail(connection, new Failure(ErrorClass.CONNECT, e.getMessage()));
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
    try {
      if (connection.state == State.CONNECTING) {
        connection.finishOpening();
        opened(connection);
        return;
      }
      if (connection.unsent != null && key.isWritable()) exchange.sendRest(connection);
      if (key.isReadable()) receive(connection);
    } catch (Failure e) {
      fail(connection, e);
    }
  }

  private void send(Connection connection) {
    waiting++;
    try {
      exchange.send(connection);
    } catch (Failure e) {
      fail(connection, e);
    }
  }

  private void receive(Connection connection) throws Failure {
    long now = exchange.receive(connection);
    if (connection.state == State.WAITING && connection.answered == connection.sent) {
      waiting--;
      connection.freeSince = now;
      settle(connection);
      rest(connection, now);
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
        // the kernel connects whom the server has not accepted, and may never accept
        var maybe = c.state == State.WAITING && !c.settled ? "; perhaps never accepted" : "";
        fail(
            c,
            new Failure(ErrorClass.TIMEOUT, what + " within " + timeout / MILLI + " ms" + maybe));
      }
    }
  }

  /** Ends a connection, for good or for a while; every request without an answer has failed. */
  private void fail(Connection connection, Failure failure) {
    int requests = 1;
    if (connection.state == State.WAITING) {
      waiting--;
      requests = exchange.abandon(connection);
    }
    if (connection.state == State.RESTING) resting.remove(connection);
    settle(connection);
    meter.failed(failure.error, requests, failure.getMessage());
    connection.close(reconnects ? State.PAUSED : State.CLOSED);
    if (reconnects) {
      connection.wake = System.nanoTime() + PAUSE;
      resting.add(connection);
    } else {
      dead++;
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
