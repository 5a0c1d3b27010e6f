package toyredis.server;

/**
 * Requests of one connection that are decoded, applied and answered together: what a client that
 * pipelines has sent at once, up to a limit. Reused for one batch after the other; belongs to one
 * thread at a time.
 */
public final class Batch {
  static final int LARGEST = 64; // requests: nobody else waits for more of one connection's

  private final Request[] requests = new Request[LARGEST];
  private int count;

  /**
   * Forgets the requests so far and decodes the next. They stay valid until the decoder is fed.
   *
   * @return how many there are; 0 if more bytes are needed
   * @throws ProtocolException if the first of them is no request
   */
  public int fill(RequestDecoder decoder) throws ProtocolException {
    count = 0;
    try {
      while (count < LARGEST) {
        if (requests[count] == null) requests[count] = new Request();
        var next = decoder.next(requests[count]);
        if (next == null) break;
        requests[count++] = next;
      }
    } catch (ProtocolException e) {
      if (count == 0) throw e; // else those before it are served first: it will be thrown again
    }
    return count;
  }

  int count() {
    return count;
  }

  Request get(int i) {
    return requests[i];
  }
}
