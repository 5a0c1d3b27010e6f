import java.util.Set;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;
import toyredis.server.Store;

/**
 * Exercise 1.5: a command for the naive server, and what two clients get from it.
 *
 * <p>{@code GETDEL key} answers the value and deletes the key; nil if there is none. Write it, with
 * the store's {@code get} and {@code delete}. One client that asks alone must be answered byte by
 * byte as redis-server answers it, wrong number of arguments and RESP3 included.
 *
 * <p>Then predict what clients can get that come at the same time. Take each call of the store as
 * one step; between any two steps the other client can come. The check plays all orders with your
 * own command: what can happen must be predicted, and what is predicted must happen in one of them.
 *
 * <p>See it by hand: {@code ./lab serve 1.5 --slow-store 5s}, then {@code SET k v}, then GETDEL in
 * two terminals within five seconds. What {@code ./lab race 1.5} finds are step 1's own losses: it
 * does not send GETDEL.
 */
final class Getdel implements Extension {
  private final Store store;

  Getdel(Store store) {
    this.store = store;
  }

  /**
   * Answers GETDEL; {@code request.is(0, "GETDEL")} tells whether it is one, in capitals or not,
   * {@code request.count()} counts the command's name too.
   *
   * @return false for any other command: the server knows it
   * @throws RuntimeException {@link Commands#wrongNumberOfArguments} makes one that is answered
   */
  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    return false;
  }

  /**
   * The key k holds v, and two clients send GETDEL k at the same time. All pairs of answers that
   * can occur, with nil for no value: "v nil" if the first client gets v and the second nothing.
   */
  static Set<String> answersOfTwo() {
    return Set.of("v nil");
  }

  /**
   * The key k holds v. One client sends GETDEL k, another SET k w, at the same time. All pairs that
   * can occur of GETDEL's answer and of what a GET k answers afterwards, when both are done: "v w"
   * if GETDEL answered v, and w is there at the end.
   */
  static Set<String> answerAndWhatIsLeft() {
    return Set.of("v w");
  }
}
