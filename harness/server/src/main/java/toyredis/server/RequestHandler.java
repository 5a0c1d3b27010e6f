package toyredis.server;

/** Where a connection's decoded requests go: to a store, or to the thread that owns one. */
@FunctionalInterface
public interface RequestHandler {

  /** Applies the requests in order; when this returns, each has its reply. */
  void apply(Batch batch, Session session, ReplyBuffer replies);
}
