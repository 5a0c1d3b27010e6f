import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Exercise 5.1, solved: the buffer's own position says what is written. Trying again in a loop
 * until all is gone would be wrong: a client that does not read would stop everybody.
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
    return !waiting.hasRemaining();
  }
}
