package toyredis.load.generator;

import java.util.Arrays;
import toyredis.load.client.Requests;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;

/** Which requests a connection sends: command, key and value, chosen by its random numbers. */
final class Workload {
  private static final int VERB_BITS = 64 - KeyChooser.BITS;
  private static final Verb[] VERBS = Verb.values();

  private final Requests requests;
  private final KeyChooser chooser;
  private final OwnKeys own; // null where keys are shared

  /** The sums of the weights: command i is chosen below the i-th of them. */
  private final int[] upTo = new int[VERBS.length];

  Workload(LoadSettings load, int nodes, Requests requests) {
    this.requests = requests;
    chooser = nodes == 1 ? KeyChooser.of(load) : KeyChooser.byNode(load, nodes);
    own =
        load.keys().choice() == KeyChoice.OWN
            ? new OwnKeys(load.keys().count(), load.seed())
            : null;
    var mix = load.mix();
    int[] weights = {mix.reads(), mix.writes(), mix.increments(), mix.deletes(), mix.scans()};
    Arrays.setAll(upTo, i -> weights[i]);
    Arrays.parallelPrefix(upTo, Integer::sum);
  }

  /**
   * Puts the next request of a connection into {@code to} at {@code at}, notes in {@code slot} of
   * the connection what was asked, and returns where the request ends.
   */
  int next(Connection connection, int slot, byte[] to, int at) {
    long random = connection.nextRandom();
    var verb = verb(random & (1 << VERB_BITS) - 1);
    int key = chooser.choose(random >>> VERB_BITS, connection.number);
    connection.verbs[slot] = verb;
    connection.keys[slot] = key;
    connection.expected[slot] = OwnKeys.ANY;
    return switch (verb) {
      case GET -> {
        if (own != null) connection.expected[slot] = own.get(key);
        yield requests.get(key, to, at);
      }
      case SET -> {
        long value = connection.nextRandom() >>> 1;
        if (own != null) own.set(key, value);
        yield requests.set(key, value, to, at);
      }
      case INCR -> {
        if (own != null) connection.expected[slot] = own.increment(key);
        yield requests.increment(key, to, at);
      }
      case DEL -> {
        if (own != null) connection.expected[slot] = own.delete(key);
        yield requests.delete(key, to, at);
      }
      case KEYS -> requests.keys(to, at);
    };
  }

  private Verb verb(long random) {
    long draw = random * upTo[VERBS.length - 1] >>> VERB_BITS;
    int verb = 0;
    while (draw >= upTo[verb]) verb++;
    return VERBS[verb];
  }

  /** A connection has failed: its requests without an answer will not get one. */
  void abandon(Connection connection) {
    if (own == null) return;
    for (int i = connection.answered; i < connection.sent; i++) {
      own.doubt(connection.verbs[i], connection.keys[i]);
    }
  }
}
