package toyredis.load.race;

import java.util.concurrent.atomic.AtomicLong;
import toyredis.load.client.ReplyReader.Kind;

/** All clients INCR one counter. Each acknowledged INCR must be in its value. */
final class LostUpdates implements Attack {
  private static final int INCRS_PER_CLIENT = 50_000;
  private static final String COUNTER = "race:counter";

  @Override
  public String name() {
    return "updates";
  }

  @Override
  public Damage run(Attackers attackers) throws InterruptedException {
    var acknowledged = new AtomicLong();
    attackers.together(
        (number, client) ->
            attackers.pipeline(
                number,
                client,
                INCRS_PER_CLIENT,
                Kind.INTEGER,
                _ -> client.add("INCR", COUNTER),
                _ -> acknowledged.incrementAndGet()));
    // what cannot be read back has left no trace either
    var counter = new AtomicLong();
    attackers.alone(
        client -> {
          // adds nothing, and fails where the counter is no number
          client.add("INCRBY", COUNTER, "0");
          client.flush();
          if (attackers.is(Kind.INTEGER, client)) counter.set(client.reply().integer());
        });
    long surplus = counter.get() - acknowledged.get();
    // after an error it may be right: an INCR can be done although its reply never came
    if (surplus > 0 && !attackers.anyError()) {
      attackers.error(surplus + " updates that nobody asked for");
    }
    return new Damage(acknowledged.get(), Math.max(0, -surplus));
  }
}
