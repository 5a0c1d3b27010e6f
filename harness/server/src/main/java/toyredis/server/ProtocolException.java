package toyredis.server;

/**
 * Bytes that are no request. The connection is told why and closed, since no one can know where the
 * next request begins.
 */
public final class ProtocolException extends Exception {

  /**
   * @param what what is wrong, as Redis words it: {@code "invalid bulk length"}
   */
  public ProtocolException(String what) {
    super("ERR Protocol error: " + what, null, false, false);
  }
}
