package toyredis.load.race;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;

/**
 * KEYS while others SET. A key that was acknowledged before a KEYS began, and never deleted, must
 * be in its reply.
 */
final class Scan implements Attack {
  private static final Duration LENGTH = Duration.ofMillis(700);
  private static final int KEYS_PER_CLIENT = 20_000;

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public Damage run(Attackers attackers) throws InterruptedException {
    int writers = attackers.clients() - 1;
    long end = System.nanoTime() + LENGTH.toNanos();
    // key i of a writer has been acknowledged when the writer's count is above i
    var counts = new AtomicIntegerArray(writers);
    var missing = new ArrayList<BitSet>();
    for (int i = 0; i < writers; i++) missing.add(new BitSet());
    attackers.together(
        (number, client) -> {
          if (number == writers) {
            // the last look is taken when the writers have stopped
            for (boolean last = false; !last; ) {
              last = System.nanoTime() - end > 0;
              look(client, counts, missing, attackers);
            }
          } else {
            for (int i = 0; i < KEYS_PER_CLIENT && System.nanoTime() - end < 0; i++) {
              client.add("SET", new OwnKey(number, i).name(), "");
              client.flush();
              if (!attackers.is(Kind.STATUS, client)) break;
              counts.set(number, i + 1);
            }
          }
        });
    long acknowledged = 0;
    for (int i = 0; i < writers; i++) acknowledged += counts.get(i);
    long lost = missing.stream().mapToLong(BitSet::cardinality).sum();
    return new Damage(acknowledged, lost);
  }

  /** One KEYS: notes each key that was acknowledged before it began and is not in its reply. */
  private static void look(
      Client client, AtomicIntegerArray counts, List<BitSet> missing, Attackers attackers)
      throws IOException {
    var before = new int[counts.length()];
    for (int i = 0; i < before.length; i++) before[i] = counts.get(i);
    switch (client.ask("KEYS", "*")) {
      case ARRAY -> {
        var seen = new ArrayList<BitSet>();
        for (int i = 0; i < before.length; i++) seen.add(new BitSet(before[i]));
        for (var key : client.reply().elements()) {
          var own = OwnKey.named(key);
          if (own == null || own.client() >= before.length) {
            attackers.error("KEYS named a key that nobody has set: " + key);
          } else {
            seen.get(own.client()).set(own.number());
          }
        }
        for (int i = 0; i < before.length; i++) {
          var unseen = new BitSet();
          unseen.set(0, before[i]);
          unseen.andNot(seen.get(i));
          missing.get(i).or(unseen);
        }
      }
      case ERROR -> attackers.error(client.reply().text());
      default -> throw new IOException("KEYS was answered with " + client.reply().text());
    }
  }
}
