package toyredis.load.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader;
import toyredis.load.race.Operation.Kind;

/** One client's random operations on keys that all clients share, with the time of each answer. */
final class HistoryRecorder {
  private final int number;
  private final Client client;
  private final SplittableRandom random;
  private final List<Operation> operations = new ArrayList<>();

  /**
   * @param number tells this client from the others, and its values from theirs
   */
  HistoryRecorder(int number, Client client, SplittableRandom random) {
    this.number = number;
    this.client = client;
    this.random = random;
  }

  /** What was asked so far. */
  List<Operation> operations() {
    return operations;
  }

  /**
   * Sends a batch of requests and reads the replies.
   *
   * @param keys how many there are
   * @param size of the batch
   * @throws IOException when the connection breaks; what has no reply then stays in {@link
   *     #operations} without one
   */
  void converse(int keys, int size) throws IOException {
    int first = operations.size();
    long sent = System.nanoTime();
    for (int i = 0; i < size; i++) {
      var key = "race:" + random.nextInt(keys);
      var kind = kind(random.nextInt(10));
      // no two SETs write the same, and many INCRs fit between two values
      var value =
          kind == Kind.SET
              ? Long.toString((number + 1) * 1_000_000_000L + (first + i) * 10_000L)
              : null;
      operations.add(new Operation(number, kind, key, value, null, sent, Operation.NEVER));
      if (kind == Kind.SET) client.add("SET", key, value);
      else client.add(kind.name(), key);
    }
    client.flush();
    for (int i = first; i < first + size; i++) {
      var reply = text(client.next(), client.reply());
      var asked = operations.get(i);
      operations.set(
          i,
          new Operation(
              number, asked.kind(), asked.key(), asked.value(), reply, sent, System.nanoTime()));
    }
  }

  private static Kind kind(int tenth) {
    return tenth < 5 ? Kind.INCR : tenth < 8 ? Kind.GET : tenth < 9 ? Kind.SET : Kind.DEL;
  }

  private static String text(ReplyReader.Kind kind, ReplyReader reply) throws IOException {
    return switch (kind) {
      case NULL -> Operation.NIL;
      case ERROR -> "-" + reply.text();
      case STATUS, INTEGER, BULK -> reply.text();
      default -> throw new IOException("unexpected reply: " + kind);
    };
  }
}
