package toyredis.load.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;

/**
 * Each client SETs keys of its own, from an empty table that has to grow under them. Each
 * acknowledged key must be there afterwards, with its value.
 */
final class LostKeys implements Attack {
  private static final int KEYS_PER_CLIENT = 20_000;

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public Damage run(Attackers attackers) throws InterruptedException {
    var acknowledged = new ArrayList<BitSet>();
    for (int i = 0; i < attackers.clients(); i++) acknowledged.add(new BitSet());
    attackers.together(
        (number, client) ->
            attackers.pipeline(
                number,
                client,
                KEYS_PER_CLIENT,
                Kind.STATUS,
                i -> {
                  var key = new OwnKey(number, i);
                  client.add("SET", key.name(), key.value());
                },
                acknowledged.get(number)::set));
    var found = new AtomicLong();
    attackers.alone(
        client -> {
          for (int number = 0; number < attackers.clients(); number++) {
            found.addAndGet(countOwn(client, number, acknowledged.get(number), attackers));
          }
        });
    long all = acknowledged.stream().mapToLong(BitSet::cardinality).sum();
    return new Damage(all, all - found.get());
  }

  /** How many of a client's keys are there with their values. */
  private static int countOwn(Client client, int number, BitSet keys, Attackers attackers)
      throws IOException {
    int batch = Attackers.MAX_BATCH;
    int found = 0;
    for (int at = keys.nextSetBit(0); at >= 0; at = keys.nextSetBit(at + batch)) {
      int from = at;
      var asked = keys.get(from, from + batch).stream().map(i -> from + i).toArray();
      for (int i : asked) client.add("GET", new OwnKey(number, i).name());
      client.flush();
      for (int i : asked) {
        var kind = client.next();
        var value = new OwnKey(number, i).value();
        if (kind == Kind.BULK && client.reply().text().equals(value)) found++;
        if (kind == Kind.ERROR) attackers.error(client.reply().text());
      }
    }
    return found;
  }
}
