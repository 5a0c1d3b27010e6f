import java.util.Set;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;

/** Exercise 1.5, solved: a read and a delete, and everything that can happen between the two. */
final class Getdel implements Extension {
  private final Store store;

  Getdel(Store store) {
    this.store = store;
  }

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (!request.is(0, "GETDEL")) return false;
    if (request.count() != 2) throw Commands.wrongNumberOfArguments("getdel");
    var value = store.get(request.key());
    store.delete(request.key());
    Commands.valueOrNil(value, session, reply);
    return true;
  }

  static Set<String> answersOfTwo() {
    return Set.of("v nil", "nil v", "v v");
  }

  static Set<String> answerAndWhatIsLeft() {
    return Set.of("v w", "w nil", "v nil");
  }
}
