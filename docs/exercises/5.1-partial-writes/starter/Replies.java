import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Exercise 5.1: a socket takes what it can.
 *
 * <p>A write to a non-blocking channel may write all of a buffer, some of it or nothing. Here the
 * rest is forgotten. Keep it, and say by {@link #flush} whether the loop must ask for OP_WRITE.
 */
final class Replies {
  private ByteBuffer waiting = ByteBuffer.allocate(0);

  /** Adds a reply behind those that wait. */
  void add(byte[] reply) {
    var both = ByteBuffer.allocate(waiting.remaining() + reply.length);
    waiting = both.put(waiting).put(reply).flip();
  }

  /** Writes what the channel takes. Whether all is written; if not, call again when it is ready. */
  boolean flush(WritableByteChannel channel) throws IOException {
    channel.write(waiting);
    waiting = ByteBuffer.allocate(0);
    return true;
  }
}
