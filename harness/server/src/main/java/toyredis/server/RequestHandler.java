package toyredis.server;

/**
 * Where a connection's decoded requests go. Most servers apply each at once; one that hands them to
 * another thread may gather a batch first.
 */
@FunctionalInterface
public interface RequestHandler {

  /** Applies {@code request}, now or at the end of the batch. It is valid during this call only. */
  void apply(Request request, Session session, ReplyBuffer replies);

  /** All that had arrived is decoded: when this returns, every request has its reply. */
  default void endOfBatch(Session session, ReplyBuffer replies) {}
}
