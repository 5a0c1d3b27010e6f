package toyredis.load;

import java.io.IOException;
import java.time.Duration;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.Requests;
import toyredis.load.client.ServerAddress;
import toyredis.load.client.Slots;
import toyredis.load.generator.OwnKeys;
import toyredis.results.Digits;
import toyredis.results.LoadSettings;

/**
 * What happens before a run: over one connection to each node, every key is set once, so that a GET
 * always has a value to find, and every counter that the load uses is set to 0.
 */
public final class Fill {
  private static final int BATCH = 200;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ServerAddress server;
  private final LoadSettings load;
  private final int batch; // requests; of large values fewer

  public Fill(ServerAddress server, LoadSettings load) {
    this.server = server;
    this.load = load;
    batch = Math.clamp(BATCH_BYTES / load.valueMaxBytes(), 1, BATCH);
  }

  /**
   * Does it.
   *
   * @return how many keys of the load's form the server has now: it may have had some before; 0 if
   *     the load does not ask for them
   * @throws IOException in one line when nobody listens, or what listens does not speak the
   *     protocol
   */
  public long run() throws IOException {
    long keys = 0;
    for (int node = 0; node < server.nodes().size(); node++) keys += fill(node);
    return keys;
  }

  private long fill(int node) throws IOException {
    var timeout = Duration.ofNanos((long) (load.timeoutSeconds() * 1e9));
    try (var client = new Client(server.nodes().get(node).address(), timeout, LIMIT)) {
      setKeys(client, node);
      if (load.mix().increments() > 0) setCounters(client);
      return load.mix().scans() > 0 ? countKeys(client) : 0;
    } catch (IOException e) {
      throw new IOException(server.info().name() + ": " + e.getMessage(), e);
    }
  }

  /** Sets the keys that a node owns. */
  private void setKeys(Client client, int node) throws IOException {
    int nodes = server.nodes().size();
    var requests = new Requests(load);
    var request = new byte[requests.maxLength()];
    int unsent = 0;
    for (int key = 0; key < load.keys().count(); key++) {
      if (nodes > 1 && Slots.nodeOf(Requests.name(key), nodes) != node) continue;
      long value = OwnKeys.initial(load.seed(), key);
      client.add(request, requests.set(key, value, request, 0));
      if (++unsent < batch) continue;
      await(client, unsent);
      unsent = 0;
    }
    await(client, unsent);
  }

  private void setCounters(Client client) throws IOException {
    for (int key = 0; key < load.keys().count(); key++) {
      client.add("SET", Digits.in("ctr:%012d", key), "0");
      int unsent = key % batch + 1;
      if (unsent == batch || key == load.keys().count() - 1) await(client, unsent);
    }
  }

  /** Sends what was added, and reads the replies. */
  private static void await(Client client, int requests) throws IOException {
    client.flush();
    for (int i = 0; i < requests; i++) {
      if (client.next() != Kind.STATUS) {
        throw new IOException("SET was answered with " + client.reply().text());
      }
    }
  }

  private static long countKeys(Client client) throws IOException {
    // an array's number of elements; a server that answers a constant has none
    return client.ask("KEYS", "key:*") == Kind.ARRAY ? client.reply().integer() : 0;
  }
}
