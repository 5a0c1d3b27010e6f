import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Exercise 5.1: a socket takes what it can.
 *
 * <p>A write to a non-blocking channel takes all of a buffer, some of it or nothing. Here the rest
 * is forgotten. Keep it, and write it when the loop calls {@link #flush} again.
 *
 * <p>The loop asks for OP_WRITE as long as {@code flush} answers false. So the answer must be true
 * exactly when nothing waits any more.
 *
 * <p>A socket that has just taken nothing is full: do not ask it again in the same call. It is not
 * closed, either. If it is broken, its IOException is for the caller. A reply may hold any bytes
 * and be longer than what the socket takes at a time. After {@link #add} the array is the caller's
 * again. Each client has its own {@code Replies}. What has left takes no memory any more.
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
