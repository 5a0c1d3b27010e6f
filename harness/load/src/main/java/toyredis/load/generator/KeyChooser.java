package toyredis.load.generator;

import java.util.Arrays;
import java.util.stream.IntStream;
import toyredis.load.client.Requests;
import toyredis.load.client.Slots;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;

/** Chooses the key of a request. */
@FunctionalInterface
interface KeyChooser {
  /** As many bits as a choice takes. */
  int BITS = 40;

  /**
   * @param random evenly from 0 up to 2^40
   * @param connection the number of the connection that asks
   * @return from 0 up to the number of keys
   */
  int choose(long random, int connection);

  /** The one that these settings ask for. */
  static KeyChooser of(LoadSettings load) {
    int keys = load.keys().count();
    return switch (load.keys().choice()) {
      case ONE -> (_, _) -> 0;
      case UNIFORM -> (random, _) -> scaled(random, keys);
      case ZIPFIAN -> zipfian(keys);
      case OWN -> own(keys, load.connections());
    };
  }

  /**
   * For a cluster: connection c belongs to node c mod N and asks for keys that this node owns, and
   * for no others. A cluster's client holds a connection to each node and sends each request where
   * its key is; here a connection stands for that client's connection to one of the nodes. So each
   * node gets the same number of connections, whatever its share of the keys, and no request ever
   * waits for a choice. In a zipfian choice each node has popular keys of its own.
   */
  static KeyChooser byNode(LoadSettings load, int nodes) {
    var owned = new int[nodes][];
    var choosers = new KeyChooser[nodes];
    for (int i = 0; i < nodes; i++) {
      int node = i;
      owned[i] =
          IntStream.range(0, load.keys().count())
              .filter(key -> Slots.nodeOf(Requests.name(key), nodes) == node)
              .toArray();
      int keys = owned[i].length;
      choosers[i] =
          load.keys().choice() == KeyChoice.ZIPFIAN
              ? zipfian(keys)
              : (random, _) -> scaled(random, keys);
    }
    return (random, connection) -> {
      int node = connection % nodes;
      return owned[node][choosers[node].choose(random, connection)];
    };
  }

  /** Evenly from 0 up to {@code bound}. */
  private static int scaled(long random, int bound) {
    return (int) ((random >>> BITS - 32) * bound >>> 32);
  }

  /** Connection c of N has the keys c, c + N, c + 2N, … to itself. */
  private static KeyChooser own(int keys, int connections) {
    return (random, connection) -> {
      int mine = (keys - connection + connections - 1) / connections;
      return connection + scaled(random, mine) * connections;
    };
  }

  /**
   * The k-th key in proportion to 1/k^0.99, the constant of YCSB (Cooper et al., SoCC 2010). YCSB
   * approximates the inverse of the distribution function (Gray et al., SIGMOD 1994); here it is
   * looked up in the summed weights, which is exact.
   */
  private static KeyChooser zipfian(int keys) {
    var below = new double[keys];
    double sum = 0;
    for (int k = 0; k < keys; k++) below[k] = sum += 1 / Math.pow(k + 1, 0.99);
    double total = sum;
    return (random, _) -> {
      int found = Arrays.binarySearch(below, random * total / (1L << BITS));
      return Math.min(found >= 0 ? found + 1 : ~found, keys - 1);
    };
  }
}
