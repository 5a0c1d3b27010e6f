package toyredis.load.generator;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Waits for replies and for the next moment at which something is due, whichever comes first. A
 * selector counts in milliseconds. For think times that will do; an open loop must send to within
 * some microseconds, yet not keep a processor busy that the server needs:
 *
 * <ul>
 *   <li>While replies are awaited, the wait is for the selector. It may oversleep by up to a
 *       millisecond only if no reply comes for as long, which is the server's doing.
 *   <li>While none are, the thread sleeps with the precision of the system's timer, which is some
 *       50 µs, and polls for the rest.
 * </ul>
 *
 * <p>What is sent late all the same is recorded as lag.
 */
final class Pacer {
  private static final long MILLI = 1_000_000;

  /** About what a sleep takes longer than asked. */
  private static final long OVERSLEEP = 70_000;

  private final boolean precise;

  /**
   * @param precise to microseconds, not to milliseconds
   */
  Pacer(boolean precise) {
    this.precise = precise;
  }

  /** What is due within so many nanoseconds is due now. */
  long slack() {
    return precise ? 0 : MILLI / 2;
  }

  /**
   * Has {@code onReady} called for what is ready, waiting for it until about {@code until}.
   *
   * @param until {@link System#nanoTime}
   * @param repliesAwaited whether there can be anything to read before
   */
  void select(Selector selector, Consumer<SelectionKey> onReady, long until, boolean repliesAwaited)
      throws IOException {
    long left = until - slack() - System.nanoTime();
    if (left <= 0) {
      selector.selectNow(onReady);
    } else if (!precise) {
      selector.select(onReady, (left + MILLI - 1) / MILLI);
    } else if (left >= 3 * MILLI) {
      selector.select(onReady, left / MILLI - 1);
    } else if (repliesAwaited) {
      selector.select(onReady, 1);
    } else {
      if (left > OVERSLEEP) LockSupport.parkNanos(left - OVERSLEEP);
      selector.selectNow(onReady);
    }
  }
}
