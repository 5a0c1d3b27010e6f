package toyredis.load.race;

import java.util.ArrayList;
import java.util.List;
import toyredis.results.Digits;

/**
 * GET, SET, INCR and DEL on a few keys, each answer with its time. There must be an order of the
 * operations that explains every answer: {@link Linearizability}.
 */
final class History implements Attack {
  private static final int REQUESTS_PER_CLIENT = 1_000;
  private static final int KEYS = 3;
  static final int BATCH = 2; // the more overlap, the longer the search

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Damage run(Attackers attackers) throws InterruptedException {
    var operations = new ArrayList<Operation>(); // guarded by itself
    attackers.together(
        (number, client) -> {
          var recorder = new HistoryRecorder(number, client, attackers.random(number));
          try {
            for (int sent = 0; sent < REQUESTS_PER_CLIENT; sent += BATCH) {
              recorder.converse(KEYS, BATCH);
            }
          } finally {
            synchronized (operations) {
              operations.addAll(recorder.operations());
            }
          }
        });
    for (var operation : operations) {
      if (operation.isAnswered() && operation.reply().startsWith("-")) {
        attackers.error(operation.reply().substring(1));
      }
    }
    Linearizability.violations(operations)
        .forEach((key, answers) -> attackers.error(explained(key, answers)));
    return new Damage(operations.stream().filter(Operation::isAnswered).count(), 0);
  }

  /**
   * The answers in the order in which they came, each with the times of request and reply. Marked
   * are the first that cannot be, which is the last, and the one that it contradicts, if it is a
   * single one.
   */
  static String explained(String key, List<Operation> answers) {
    var wrong = answers.getLast();
    var rival = Linearizability.rival(answers, wrong);
    var begin = answers.stream().mapToLong(Operation::invoked).min().orElseThrow();
    var text = new StringBuilder("no order explains the answers about ").append(key);
    for (var answer : answers) {
      var marked = answer == wrong || rival.filter(r -> r == answer).isPresent();
      text.append(
          Digits.in(
              "\n%s %5d–%d µs %s",
              marked ? "→" : " ",
              (answer.invoked() - begin) / 1_000,
              (answer.answered() - begin) / 1_000,
              answer));
    }
    return text.toString();
  }
}
