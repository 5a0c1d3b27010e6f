package toyredis.server;

/**
 * Requests of one connection that are decoded, applied and answered together: what a client that
 * pipelines has sent at once, up to a limit. Reused for one batch after the other; belongs to one
 * thread at a time.
 */
public final class Batch {
  static final int LARGEST = 64; // requests: nobody else waits for more of one connection's

  private final Request[] requests = new Request[LARGEST];
  private int count; // requests[next, count) are decoded, and nobody has taken them yet
  private int next;

  /**
   * Decodes the next requests, if all before have been taken. They stay valid until the decoder is
   * fed.
   *
   * @return how many there are to take; 0 if more bytes are needed
   * @throws ProtocolException if the first of them is no request
   */
  public int fill(RequestDecoder decoder) throws ProtocolException {
    if (next < count) return remaining();
    clear();
    try {
      while (count < LARGEST) {
        if (requests[count] == null) requests[count] = new Request();
        var decoded = decoder.next(requests[count]);
        if (decoded == null) break;
        requests[count++] = decoded;
      }
    } catch (ProtocolException e) {
      if (count == 0) throw e; // else those before it are served first: it will be thrown again
    }
    return count;
  }

  /** Takes the next request, or null if none is left. */
  public Request next() {
    return next < count ? requests[next++] : null;
  }

  /** How many requests there are to take. */
  public int remaining() {
    return count - next;
  }

  /** The request that is taken after {@code i} others, {@code i} below {@link #remaining}. */
  public Request peek(int i) {
    return requests[next + i];
  }

  /** Makes the requests that are left independent of the decoder: they will have to wait. */
  public void keep() {
    for (var i = next; i < count; i++) requests[i] = requests[i].copy();
  }

  /** Drops the requests that are left, and the bytes of all. */
  public void clear() {
    for (var i = 0; i < count; i++) requests[i].release();
    count = 0;
    next = 0;
  }
}
