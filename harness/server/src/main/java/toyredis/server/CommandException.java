package toyredis.server;

/** A command that is answered with an error reply; the connection goes on. */
public final class CommandException extends RuntimeException {

  /**
   * @param reply the error reply without its leading {@code -}: a code and a sentence
   */
  public CommandException(String reply) {
    // An answer, not a fault: nobody reads its stack trace, so none is taken.
    super(reply, null, false, false);
  }
}
