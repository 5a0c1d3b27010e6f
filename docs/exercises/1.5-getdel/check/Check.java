import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Conversation;
import toyredis.check.Direct;
import toyredis.check.Duel;
import toyredis.step1.NaiveMapStore;

class Check {

  @Test
  @Order(1)
  void oneClientIsAnsweredAsRedisWouldAnswer() {
    Conversation.play(
        """
        > GETDEL missing
        < $-1
        > SET k v
        < +OK
        > GETDEL k
        < $1
        < v
        > GET k
        < $-1
        > GETDEL k
        < $-1
        > GETDEL
        < -ERR wrong number of arguments for 'getdel' command
        > SET k again
        < +OK
        > GETDEL k k
        < -ERR wrong number of arguments for 'getdel' command
        > EXISTS k
        < :1
        > getDel k
        < $5
        < again
        > SET "" ""
        < +OK
        > GETDEL ""
        < $0
        <\s
        > EXISTS ""
        < :0
        > SET "\\x00\\xff" "a\\r\\n\\x00\\xfe"
        < +OK
        > GETDEL "\\x00\\xff"
        < $5
        < a\\r\\n\\x00\\xfe
        > GETDEL "\\x00\\xff"
        < $-1
        > SET a 1
        > GETDEL a
        > GETDEL a
        > SET b 2
        > GETDEL b
        > DBSIZE
        < +OK
        < $1
        < 1
        < $-1
        < +OK
        < $1
        < 2
        < :0
        i SET k typed
        < +OK
        i getdel k
        < $5
        < typed
        > GETDELX k
        < -ERR unknown command 'GETDELX', with args beginning with: 'k'\\x20
        2> HELLO 3
        ~
        2> GETDEL missing
        < _
        > GETDEL missing
        < $-1
        > DBSIZE
        < :0
        """);
  }

  /** A store with v under k, and clients of it. */
  private static Direct world() {
    var store = new NaiveMapStore();
    var clients = Direct.on(store, new Getdel(store));
    clients.ask("SET k v");
    return clients;
  }

  private static String told(Object reply) {
    return switch ((String) reply) {
      case "$-1\\r\\n" -> "nil";
      case "$1\\r\\nv\\r\\n" -> "v";
      case "$1\\r\\nw\\r\\n" -> "w";
      case String other -> other;
    };
  }

  private static void compare(Set<String> predicted, String happened) {
    if (!predicted.contains(happened)) {
      throw new AssertionError("This can happen, and you did not predict it: \"" + happened + "\"");
    }
  }

  private static void requireSeen(Set<String> predicted, Set<String> seen) {
    for (var pair : predicted) {
      if (!seen.contains(pair)) {
        throw new AssertionError(
            "You predicted \"" + pair + "\". All orders were played, and in none it happens.");
      }
    }
  }

  @Test
  @Order(2)
  void theAnswersThatTwoClientsCanGetAreThoseThatYouPredicted() {
    var seen = new HashSet<String>();
    Duel.in(Check::world)
        .actor("GETDEL k", clients -> clients.ask("GETDEL k"))
        .actor("GETDEL k", clients -> clients.ask("GETDEL k"))
        .judge(
            (clients, answers) -> {
              var pair = String.join(" ", List.of(told(answers.get(0)), told(answers.get(1))));
              seen.add(pair);
              compare(Getdel.answersOfTwo(), pair);
            })
        .explore();
    requireSeen(Getdel.answersOfTwo(), seen);
  }

  @Test
  @Order(3)
  void whatIsLeftAfterASetAtTheSameTimeIsWhatYouPredicted() {
    var seen = new HashSet<String>();
    Duel.in(Check::world)
        .actor("GETDEL k", clients -> clients.ask("GETDEL k"))
        .actor("SET k w", clients -> clients.ask("SET k w"))
        .judge(
            (clients, answers) -> {
              var pair = told(answers.get(0)) + " " + told(clients.ask("GET k"));
              seen.add(pair);
              compare(Getdel.answerAndWhatIsLeft(), pair);
            })
        .explore();
    requireSeen(Getdel.answerAndWhatIsLeft(), seen);
  }
}
