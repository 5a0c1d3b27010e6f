import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;

/**
 * Exercise 4.1, solved: the caller describes the work, the owner does it, the caller waits for the
 * result. No lock, for only one thread ever touches the map.
 */
final class OwnedCounter {
  private final Map<String, Long> map; // touched by the owner's thread only
  private final BlockingQueue<FutureTask<?>> mailbox;

  /**
   * @param mailbox what is put in there, the owner runs, one after the other
   */
  OwnedCounter(Map<String, Long> map, BlockingQueue<FutureTask<?>> mailbox) {
    this.map = map;
    this.mailbox = mailbox;
  }

  /** Adds 1 to the number under {@code key}, 0 if absent; answers the new number. */
  long increment(String key) throws Exception {
    var message = new FutureTask<>(() -> map.merge(key, 1L, Long::sum));
    mailbox.put(message);
    return message.get();
  }
}
