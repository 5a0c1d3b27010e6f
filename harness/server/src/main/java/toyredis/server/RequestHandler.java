package toyredis.server;

/** Where a connection's decoded requests go: to a store, or to the thread that owns one. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Applies the requests in order until none is left, or the replies are to be written first; when
   * this returns, each request that was taken has its reply.
   */
  void apply(Batch batch, Session session, ReplyBuffer replies);
}
