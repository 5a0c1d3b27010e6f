package toyredis.load.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Stands between clients and a server, and lets everything arrive later: each direction is delayed
 * by half of the round trip. A client then waits for a reply as if the server stood in another
 * country.
 *
 * <p>What one side sends, its end of sending and its reset among it, reaches the other side in the
 * same order and unchanged. It is never early; it is late by what a selector oversleeps, up to a
 * millisecond. Only that a connection is accepted is not delayed: the kernel does that. So a first
 * request takes one round trip, as every other does, and not two.
 *
 * <p>One thread does it all. The delay is the same for everything, so what has arrived first is due
 * first, on whatever connection: one queue is enough, and only its head has to be watched.
 */
public final class Relay implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final long MILLI = 1_000_000;

  /** How many bytes of one side may be on their way; like TCP's window, it bounds the memory. */
  private static final int WINDOW = 1024 * 1024;

  private final InetSocketAddress server;
  private final long delay;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread = Thread.ofPlatform().daemon().name("relay").unstarted(this::run);
  private volatile boolean stopped;
  private IOException failure; // the relay's thread writes it before it ends

  // only the relay's thread uses these

  private final ByteBuffer arrived = ByteBuffer.allocateDirect(64 * 1024);
  private final ArrayDeque<Delivery> onTheWay = new ArrayDeque<>();

  /**
   * What the other side of {@code to} has done.
   *
   * @param due when {@code to} is to see it, {@link System#nanoTime}
   */
  private record Delivery(long due, Side to, Event event) {}

  private sealed interface Event {
    /** It sent this. */
    record Sent(ByteBuffer bytes) implements Event {}

    /** It will send no more. */
    record Ended() implements Event {}

    /** It has gone without a farewell. */
    record Gone() implements Event {}
  }

  /** One of the two connections that a relayed one consists of. */
  private static final class Side {
    final SocketChannel channel;
    SelectionKey key;
    Side other;

    /** Due, but not taken by the socket yet. */
    final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();

    /** How many bytes were read here and not written to the other side yet. */
    int held;

    boolean inputEnded;
    boolean outputEnds;

    Side(SocketChannel channel) throws IOException {
      this.channel = channel;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /**
   * Begins to listen, on a free port of this machine.
   *
   * @param server where everything goes
   * @param roundTrip the time from a request's sending to its reply that is added, 0 or more
   */
  public Relay(InetSocketAddress server, Duration roundTrip) throws IOException {
    this.server = server;
    delay = roundTrip.toNanos() / 2;
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    thread.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listener.getLocalAddress();
  }

  private void run() {
    try {
      while (!stopped) {
        if (onTheWay.isEmpty()) {
          selector.select(this::ready);
        } else {
          long left = onTheWay.peek().due() - System.nanoTime();
          if (left > 0) selector.select(this::ready, (left + MILLI - 1) / MILLI);
          else selector.selectNow(this::ready);
        }
        deliverDue();
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      for (var key : selector.keys()) closeQuietly(key.channel());
      closeQuietly(selector);
    }
  }

  private void deliverDue() {
    long now = System.nanoTime();
    while (!onTheWay.isEmpty() && onTheWay.peek().due() - now <= 0) {
      var delivery = onTheWay.poll();
      var to = delivery.to();
      switch (delivery.event()) {
        case Event.Sent(var bytes) -> to.unsent.add(bytes);
        case Event.Ended() -> to.outputEnds = true;
        case Event.Gone() -> reset(to);
      }
      send(to);
    }
  }

  private void ready(SelectionKey key) {
    if (!key.isValid()) return; // its other side was reset a moment ago
    if (key.channel() == listener) {
      accept();
    } else if (key.isConnectable()) {
      connected((Side) key.attachment());
    } else {
      var side = (Side) key.attachment();
      if (key.isWritable()) send(side);
      if (key.isValid() && key.isReadable()) receive(side);
    }
  }

  private void accept() {
    try {
      for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
        var client = new Side(channel);
        client.key = channel.register(selector, SelectionKey.OP_READ, client);
        var far = new Side(SocketChannel.open());
        far.key = far.channel.register(selector, SelectionKey.OP_CONNECT, far);
        client.other = far;
        far.other = client;
        connect(far);
      }
    } catch (IOException e) {
      // out of descriptors, for one: nothing can be relayed any more
      failure = e;
      stopped = true;
    }
  }

  /** What the client sends until it is connected waits for half a round trip anyway. */
  private void connect(Side far) {
    try {
      if (far.channel.connect(server)) connected(far);
    } catch (IOException refused) {
      gone(far);
    }
  }

  private void connected(Side far) {
    try {
      far.channel.finishConnect();
      watch(far);
      send(far);
    } catch (IOException refused) {
      gone(far);
    }
  }

  private void receive(Side from) {
    try {
      int length = from.channel.read(arrived.clear());
      if (length < 0) {
        from.inputEnded = true;
        deliver(from.other, new Event.Ended());
        closeIfDone(from);
      } else {
        var bytes = ByteBuffer.allocate(length).put(arrived.flip()).flip();
        from.held += length;
        deliver(from.other, new Event.Sent(bytes));
      }
      watch(from);
    } catch (IOException e) {
      gone(from);
    }
  }

  private void deliver(Side to, Event event) {
    onTheWay.add(new Delivery(System.nanoTime() + delay, to, event));
  }

  private void gone(Side side) {
    closeQuietly(side.channel);
    deliver(side.other, new Event.Gone());
  }

  /** Sends what is due, as far as the socket takes it. */
  private void send(Side to) {
    if (!to.channel.isOpen() || !to.channel.isConnected()) return;
    try {
      for (var bytes = to.unsent.peek(); bytes != null; bytes = to.unsent.peek()) {
        to.other.held -= to.channel.write(bytes);
        if (bytes.hasRemaining()) break;
        to.unsent.remove();
      }
      if (to.outputEnds && to.unsent.isEmpty()) {
        to.channel.shutdownOutput();
        closeIfDone(to);
      }
      watch(to);
      watch(to.other);
    } catch (IOException e) {
      gone(to);
    }
  }

  private static void closeIfDone(Side side) {
    boolean sentAll = side.outputEnds && side.unsent.isEmpty();
    if (sentAll && side.inputEnded) closeQuietly(side.channel);
  }

  /** What it waits for next. */
  private static void watch(Side side) {
    if (!side.key.isValid() || !side.channel.isConnected()) return;
    boolean reads = !side.inputEnded && side.held < WINDOW;
    side.key.interestOps(
        (reads ? SelectionKey.OP_READ : 0) | (side.unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
  }

  /** A connection that is closed with no time to linger tells its peer by a reset. */
  private static void reset(Side side) {
    try {
      if (side.channel.isOpen()) side.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // it is closed all the same
    }
    closeQuietly(side.channel);
  }

  private static void closeQuietly(AutoCloseable it) {
    try {
      it.close();
    } catch (Exception e) {
      // nothing more is wanted from it
    }
  }

  /**
   * Ends every connection.
   *
   * @throws IOException when it could not go on relaying at some time before
   */
  @Override
  public void close() throws IOException {
    stopped = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null)
      throw new IOException("the relay failed: " + failure.getMessage(), failure);
  }
}
