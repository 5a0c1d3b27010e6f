import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Exercise 5.4, solved: two marks and a boolean. Who is above the upper mark is stopped, and goes
 * on at the lower one; between them it stays as it was. So the loop does not stop and go at each
 * byte.
 */
final class SlowReader {
  static final int HIGH = 64 * 1024;
  static final int LOW = 16 * 1024;
  static final int READ = 1024;

  private final ByteChannel channel; // non-blocking
  private final IntConsumer interestOps;
  private final IntFunction<byte[]> apply;
  private final ByteBuffer input = ByteBuffer.allocate(READ).flip(); // kept requests
  private final ArrayDeque<ByteBuffer> replies = new ArrayDeque<>();
  private int waiting; // bytes in replies
  private boolean stopped;

  SlowReader(ByteChannel channel, IntConsumer interestOps, IntFunction<byte[]> apply) {
    this.channel = channel;
    this.interestOps = interestOps;
    this.apply = apply;
  }

  /** There is something to read. */
  void readable() throws IOException {
    if (stopped) return;
    channel.read(input.clear());
    input.flip();
    goOn();
  }

  /** There is room to write. */
  void writable() throws IOException {
    goOn();
  }

  private void goOn() throws IOException {
    do {
      applyKept();
    } while (write() && !stopped && input.hasRemaining());
    interestOps.accept((stopped ? 0 : OP_READ) | (waiting > 0 ? OP_WRITE : 0));
  }

  private void applyKept() {
    while (!stopped && input.hasRemaining()) {
      var reply = apply.apply(input.get());
      replies.add(ByteBuffer.wrap(reply));
      waiting += reply.length;
      stopped = waiting > HIGH;
    }
  }

  /** Whether the socket may have room for more. */
  private boolean write() throws IOException {
    while (!replies.isEmpty()) {
      waiting -= channel.write(replies.peek());
      if (waiting <= LOW) stopped = false;
      if (replies.peek().hasRemaining()) {
        // the socket is full; if the lower mark is reached, nothing else has the kept ones applied
        applyKept();
        return false;
      }
      replies.remove();
    }
    return true;
  }
}
