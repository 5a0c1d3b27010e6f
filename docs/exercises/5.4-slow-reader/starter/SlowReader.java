import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Exercise 5.4: a client that sends and does not read.
 *
 * <p>Its replies pile up in the server's memory until there is none left for anybody. Do what is
 * called backpressure: stop reading from a client that does not take its replies, so that its own
 * socket fills up and makes it wait.
 *
 * <p>In this exercise a request is one byte; {@code apply} makes the reply. Once more than HIGH
 * bytes of replies wait for the socket, this connection is stopped: nothing is read and no request
 * is applied, until LOW bytes or fewer wait. Requests that had been read already are kept
 * meanwhile, and come first then, even if no new ones arrive. No more than READ bytes are ever
 * kept.
 *
 * <p>The loop calls {@link #readable} and {@link #writable} as interestOps says: OP_READ is in it
 * when the connection is not stopped, OP_WRITE exactly while replies wait. It is OP_READ at first.
 * Nothing is lost, and all stays in order. A socket that has just taken nothing is not asked again
 * in the same call. The client does not close its connection here; an IOException is for the loop.
 */
final class SlowReader {
  static final int HIGH = 64 * 1024;
  static final int LOW = 16 * 1024;
  static final int READ = 1024;

  private final ByteChannel channel; // non-blocking
  private final IntConsumer interestOps;
  private final IntFunction<byte[]> apply;
  private final ByteBuffer input = ByteBuffer.allocate(READ);
  private final ArrayDeque<ByteBuffer> replies = new ArrayDeque<>();

  SlowReader(ByteChannel channel, IntConsumer interestOps, IntFunction<byte[]> apply) {
    this.channel = channel;
    this.interestOps = interestOps;
    this.apply = apply;
  }

  /** There is something to read. */
  void readable() throws IOException {
    channel.read(input.clear());
    input.flip();
    while (input.hasRemaining()) replies.add(ByteBuffer.wrap(apply.apply(input.get())));
    writable();
  }

  /** There is room to write. */
  void writable() throws IOException {
    while (!replies.isEmpty()) {
      channel.write(replies.peek());
      if (replies.peek().hasRemaining()) break;
      replies.remove();
    }
    interestOps.accept(replies.isEmpty() ? OP_READ : OP_READ | OP_WRITE);
  }
}
