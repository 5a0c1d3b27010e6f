package toyredis.server;

/**
 * Commands of the reader's own: what an exercise adds to a step's server. It is asked first, before
 * the table of {@link Command}, so it can replace a command too. {@code COMMAND} does not list what
 * it adds, and {@code --max-memory} does not refuse it.
 *
 * <p>Whose thread asks is the step's matter: in steps 1 to 3, and in step 4 without batches, the
 * connection's, so many at once; in step 5 the loop's, and then it must never wait.
 */
@FunctionalInterface
public interface Extension {

  /** No command; what the steps themselves have. */
  Extension NONE = (_, _, _) -> false;

  /**
   * Answers {@code request} with exactly one reply if it is a command of this extension.
   *
   * @param session of the client who asks; {@link ReplyBuffer#nil} needs to know it
   * @return false if it is none; nothing is appended then
   * @throws CommandException an error to be the reply; to be thrown before anything is appended
   */
  boolean apply(Request request, Session session, ReplyBuffer reply);
}
