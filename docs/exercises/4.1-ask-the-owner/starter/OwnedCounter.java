import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;

/**
 * Exercise 4.1: ask, do not touch.
 *
 * <p>An owner thread takes messages from the mailbox and runs them, one after the other. The map is
 * its own, and yet {@link #increment} touches it from the caller's thread. Make it a message, one
 * for each increment, and answer with what the owner found.
 *
 * <p>The mailbox is bounded and the owner may be busy for long. The caller then waits, for room and
 * for its answer: it does not give up, drops nothing, and sleeps meanwhile. When the owner's work
 * throws, the caller gets that exception (or one with that as its cause). When the caller is
 * interrupted while it waits, it ends with an InterruptedException, whatever other callers do; the
 * owner is not interrupted with it.
 */
final class OwnedCounter {
  private final Map<String, Long> map; // touched by the owner's thread only
  private final BlockingQueue<FutureTask<?>> mailbox;

  /**
   * @param mailbox what is put in there, the owner runs
   */
  OwnedCounter(Map<String, Long> map, BlockingQueue<FutureTask<?>> mailbox) {
    this.map = map;
    this.mailbox = mailbox;
  }

  /** Adds 1 to the number under {@code key}, 0 if absent; answers the new number. */
  long increment(String key) throws Exception {
    return map.merge(key, 1L, Long::sum);
  }
}
