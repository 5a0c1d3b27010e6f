package toyredis.load.race;

import java.util.ArrayList;
import java.util.stream.Collectors;

/**
 * GET, SET, INCR and DEL on a few keys, each answer with its time. There must be an order of the
 * operations that explains every answer: {@link Linearizability}.
 */
final class History implements Attack {
  private static final int REQUESTS_PER_CLIENT = 1_000;
  private static final int KEYS = 3;
  private static final int BATCH = 2; // the more overlap, the longer the search

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
        .forEach(
            (key, window) ->
                attackers.error(
                    "no order explains the answers about "
                        + key
                        + window.stream().map(o -> "\n" + o).collect(Collectors.joining())));
    return new Damage(operations.stream().filter(Operation::isAnswered).count(), 0);
  }
}
