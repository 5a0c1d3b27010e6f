package toyredis.step5.multiloop;

import java.util.List;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Warning;

/**
 * A connection's requests on their way through other loops, and home again with the replies. Each
 * loop does its part in its own thread.
 */
record Errand(PartitionedLoop home, Asking connection, List<Request> requests) {

  // tag::errand[]
  /** Goes to the loop that owns all the keys. */
  void to(PartitionedLoop owner) {
    owner.inbox.send(
        () -> {
          var answer = new ReplyBuffer();
          comeHome(apply(owner, answer) ? answer : null);
        });
  }

  /**
   * Goes to one loop after the other.
   *
   * @param answers of those where it has been
   * @param keys how many they have
   */
  void throughAll(List<PartitionedLoop> loops, List<ReplyBuffer> answers, int keys) {
    var loop = loops.get(answers.size());
    loop.inbox.send(
        () -> {
          var own = new ReplyBuffer();
          answers.add(own);
          connection.session.keysElsewhere(keys); // so that INFO can tell of all, in the last loop
          if (!apply(loop, own)) {
            comeHome(null);
          } else if (answers.size() < loops.size()) {
            throughAll(loops, answers, keys + loop.commands.keys());
          } else {
            var answer = new ReplyBuffer();
            answer.appendMerged(answers);
            comeHome(answer);
          }
        });
  }

  private void comeHome(ReplyBuffer answer) {
    home.inbox.send(() -> home.resume(connection, answer));
  }

  // end::errand[]

  /** Whether there was memory for it: if not, the client is closed at home, and the loop lives. */
  private boolean apply(PartitionedLoop loop, ReplyBuffer answer) {
    try {
      for (var request : requests) loop.commands.apply(request, connection.session, answer);
      return true;
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
      return false;
    }
  }
}
