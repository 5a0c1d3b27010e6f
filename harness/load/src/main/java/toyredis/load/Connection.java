package toyredis.load;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One simulated client. Only the generator thread that it belongs to touches it. */
final class Connection implements Comparable<Connection> {

  enum State {
    CONNECTING,
    /** Requests are on their way, replies are due. */
    WAITING,
    THINKING,
    CLOSED
  }

  final SocketChannel channel;
  final ReplyReader replies = new ReplyReader();

  /** What was asked for, request by request: the key of a GET, {@code ~key} of a SET. */
  final int[] asked;

  SelectionKey key;
  State state = State.CONNECTING;

  /** How many of {@link #asked} have been answered. */
  int answered;

  /** When the requests were sent, or the connection begun; {@link System#nanoTime}. */
  long since;

  /** When the think time ends; {@link System#nanoTime}. */
  long due;

  /** The part of a batch that the socket has not taken yet; null almost always. */
  ByteBuffer unsent;

  private long random;

  Connection(SocketChannel channel, int pipeline, long seed) {
    this.channel = channel;
    asked = new int[pipeline];
    random = seed;
  }

  /** 64 random bits (SplitMix64): eight bytes of state for each of ten thousand connections. */
  long nextRandom() {
    long z = random += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** By the end of the think time. */
  @Override
  public int compareTo(Connection other) {
    return Long.signum(due - other.due);
  }
}
