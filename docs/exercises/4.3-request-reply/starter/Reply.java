/**
 * Exercise 4.3: request and reply.
 *
 * <p>A message to the owner carries an empty reply with it. The owner fills it, once, and whoever
 * asked waits for that. {@code FutureTask} has this inside; here it is yours to write.
 *
 * <p>The reply may come before anybody waits, or after; several may wait, and all get it, also
 * those who come later. The first {@link #put} or {@link #fail} decides; each further one throws an
 * IllegalStateException and changes nothing. Who waits sleeps until it is woken, and does not look
 * again and again; when it is interrupted while it waits, it ends with an InterruptedException, and
 * the others wait on. (A waiting thread may also wake up without a reason: the Javadoc of
 * Object.wait says so.) What the owner wrote before it filled the reply, those who got it can read.
 */
final class Reply<T> {

  /** Fills it with a value, which may be null. */
  void put(T value) {
    throw new UnsupportedOperationException("yours to write");
  }

  /** Fills it with a failure. */
  void fail(Exception why) {
    throw new UnsupportedOperationException("yours to write");
  }

  /** Waits until it is filled; answers the value, or throws the very exception of the failure. */
  T await() throws Exception {
    throw new UnsupportedOperationException("yours to write");
  }
}
