package toyredis.server;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A handler that tells Java Flight Recorder how long another took for a batch. Where a whole batch
 * is handed to the store's owner, the wait is here and not in a store call. As for {@link
 * RecordedStore}, only a server that was started with {@code --store-events on} has it.
 */
final class RecordedHandler implements RequestHandler {

  @Name("toyredis.Apply")
  @Label("Apply")
  @Category("toy-redis")
  @Description("A batch of one connection's requests, from decoded to answered")
  @StackTrace(false)
  static final class Apply extends Event {
    @Label("Requests")
    int requests;
  }

  private final RequestHandler handler;

  RecordedHandler(RequestHandler handler) {
    this.handler = handler;
  }

  @Override
  public void apply(Batch batch, Session session, ReplyBuffer replies) {
    var apply = new Apply();
    var waiting = batch.remaining();
    apply.begin();
    try {
      handler.apply(batch, session, replies);
    } finally {
      apply.requests = waiting - batch.remaining();
      apply.commit();
    }
  }
}
