package toyredis.step4;

import java.util.ArrayList;
import java.util.List;
import toyredis.server.Commands;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.RequestHandler;
import toyredis.server.Session;

/**
 * One connection's pipeline as one message: the owner applies all its requests and writes their
 * replies, while this connection's thread waits. A hundred commands then cost one hand-over, not a
 * hundred.
 */
final class BatchHandler implements RequestHandler {
  private static final int LARGEST = 128; // no connection keeps the owner for long

  private final Owner owner;
  private final Commands commands; // run by the owner's thread only
  private final List<Request> batch = new ArrayList<>(1);

  BatchHandler(Owner owner, Commands commands) {
    this.owner = owner;
    this.commands = commands;
  }

  // tag::batch[]
  @Override
  public void apply(Request request, Session session, ReplyBuffer replies) {
    batch.add(request.copy()); // the decoder's own buffer is not the owner's to read
    if (batch.size() == LARGEST) endOfBatch(session, replies);
  }

  @Override
  public void endOfBatch(Session session, ReplyBuffer replies) {
    if (batch.isEmpty()) return;
    owner.ask(
        () -> {
          for (var request : batch) {
            commands.apply(request, session, replies);
            if (session.closing()) break;
          }
          return null;
        });
    batch.clear();
  }
  // end::batch[]
}
