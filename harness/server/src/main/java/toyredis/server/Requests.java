package toyredis.server;

/**
 * The requests of one connection, out of its bytes in any fragmentation: {@link #feed} it what
 * arrived, call {@link #next} until it returns null, and feed again.
 */
public interface Requests {

  /**
   * Hands over bytes that arrived. The array may be written to until {@link #next} returns null or
   * {@link #keep} is called.
   */
  void feed(byte[] bytes, int from, int to);

  /**
   * The next whole request, or null when more bytes are needed. It is valid until the next call.
   *
   * @throws ProtocolException if the bytes are no request, and then at each further call
   */
  Request next() throws ProtocolException;

  /**
   * Copies what has not been asked for yet, so that the array of the last {@link #feed} can be used
   * for something else.
   */
  void keep();
}
