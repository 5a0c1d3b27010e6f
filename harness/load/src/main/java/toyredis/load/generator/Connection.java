package toyredis.load.generator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import toyredis.load.client.ReplyReader;
import toyredis.results.ErrorClass;

/** One simulated client. Only the generator thread that it belongs to touches it. */
final class Connection implements Comparable<Connection> {

  enum State {
    CONNECTING,
    /** Requests are on their way, replies are awaited. */
    WAITING,
    /** Until {@link #wake}: it thinks, or its next request is not due yet. */
    RESTING,
    /** Failed; it is opened again at {@link #wake}. */
    PAUSED,
    CLOSED
  }

  final int number;
  ReplyReader replies = new ReplyReader();
  SocketChannel channel;
  SelectionKey key;
  State state = State.CONNECTING;

  /** Whether it has failed, or been served once. */
  boolean settled;

  /** How often it has been open. */
  int opened;

  // What was asked for, a request a slot, the first {@code sent} of them: the command, its key,
  // what
  // OwnKeys says of the answer, and in an open loop when the request was due.
  final Verb[] verbs;
  final int[] keys;
  final long[] expected;
  final long[] intended;

  int sent;

  /** How many of them have been answered. */
  int answered;

  // Times are those of System.nanoTime.

  /** When the requests were sent, or the connection begun. */
  long since;

  /** When the last reply had come, or the connection was open. */
  long freeSince;

  /** In an open loop, when the next request is due. */
  long due;

  /** When the generator has to look at it again. */
  long wake;

  /** The part of a batch that the socket has not taken yet; null almost always. */
  ByteBuffer unsent;

  private long random;

  Connection(int number, int pipeline, long seed) {
    this.number = number;
    verbs = new Verb[pipeline];
    keys = new int[pipeline];
    expected = new long[pipeline];
    intended = new long[pipeline];
    // the seed of each connection is its own, so that its choices do not depend on others' timing
    random = seed * 0xD1342543DE82EF95L + number * 0x632BE59BD9B4E019L;
  }

  /**
   * Begins to open it; true if it is open already.
   *
   * @param source where it comes from; null where the system may choose
   */
  boolean open(Selector selector, InetSocketAddress address, InetSocketAddress source, long now)
      throws IOException {
    state = State.CONNECTING;
    since = now;
    replies = new ReplyReader();
    unsent = null;
    sent = answered = 0;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (source != null) channel.bind(source);
    boolean done = channel.connect(address);
    key = channel.register(selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    return done;
  }

  void finishOpening() throws Failure {
    try {
      channel.finishConnect();
    } catch (IOException e) {
      throw new Failure(ErrorClass.CONNECT, e.getMessage());
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  void close(State state) {
    this.state = state;
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      // nothing more is wanted from it
    }
  }

  /** 64 random bits (SplitMix64): eight bytes of state for each of ten thousand connections. */
  long nextRandom() {
    return scramble(random += 0x9E3779B97F4A7C15L);
  }

  /** 64 bits that look random, one to one. */
  static long scramble(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public int compareTo(Connection other) {
    return Long.signum(wake - other.wake);
  }
}
