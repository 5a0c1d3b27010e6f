package toyredis.load.race;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.ServerAddress;
import toyredis.results.RaceResult;

/** Connections that act together, with a time limit; whatever breaks is counted. */
final class Attackers {
  /** The most requests sent in one write. */
  static final int MAX_BATCH = 1_000;

  private final ServerAddress server;
  private final int clients;
  private final long seed;
  private final Duration patience;
  private long errors; // guarded by this
  private String firstError = ""; // guarded by this

  Attackers(ServerAddress server, int clients, long seed, Duration patience) {
    this.server = server;
    this.clients = clients;
    this.seed = seed;
    this.patience = patience;
  }

  @FunctionalInterface
  interface Conversation {
    void with(Client client) throws IOException;
  }

  @FunctionalInterface
  interface NumberedConversation {
    void with(int number, Client client) throws IOException;
  }

  int clients() {
    return clients;
  }

  /** The choices of one client. */
  SplittableRandom random(int number) {
    return new SplittableRandom(seed + number);
  }

  synchronized void error(String words) {
    if (errors++ == 0) firstError = words;
  }

  synchronized boolean anyError() {
    return errors > 0;
  }

  synchronized RaceResult.Check check(String name, Attack.Damage damage) {
    return new RaceResult.Check(name, damage.acknowledged(), damage.lost(), errors, firstError);
  }

  /** Whether the next reply is of this kind; any other is an error. */
  boolean is(Kind expected, Client client) throws IOException {
    var kind = client.next();
    if (kind == expected) return true;
    error(kind == Kind.ERROR ? client.reply().text() : "unexpected reply: " + kind);
    return false;
  }

  /** Deletes all keys; false when the server does not do it. */
  boolean emptyServer() {
    alone(
        client -> {
          client.add("FLUSHALL");
          client.flush();
          is(Kind.STATUS, client);
        });
    return !anyError();
  }

  /** One conversation, which no other meets. */
  void alone(Conversation conversation) {
    try (var client = client()) {
      conversation.with(client);
    } catch (IOException e) {
      error(String.valueOf(e.getMessage()));
    }
  }

  private Client client() throws IOException {
    return new Client(server.address(), patience, patience.multipliedBy(5));
  }

  /**
   * Sends requests in batches of random size.
   *
   * @param add adds the i-th request to the batch
   * @param acknowledged is told i when the reply was of the right kind
   */
  void pipeline(
      int number, Client client, int count, Kind right, IntConsumer add, IntConsumer acknowledged)
      throws IOException {
    var random = random(number);
    int end;
    for (int begin = 0; begin < count; begin = end) {
      end = Math.min(begin + random.nextInt(1, MAX_BATCH + 1), count);
      for (int i = begin; i < end; i++) add.accept(i);
      client.flush();
      for (int i = begin; i < end; i++) {
        if (is(right, client)) acknowledged.accept(i);
      }
    }
  }

  /** All start their conversations at the same moment, when each is connected. */
  void together(NumberedConversation conversation) throws InterruptedException {
    var ready = new CountDownLatch(clients);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (int i = 0; i < clients; i++) {
        int me = i;
        tasks.add(
            () -> {
              converse(me, ready, conversation);
              return null;
            });
      }
      for (var done : threads.invokeAll(tasks)) finish(done);
    }
  }

  private void converse(int me, CountDownLatch ready, NumberedConversation conversation)
      throws InterruptedException {
    Client connected;
    try {
      connected = client();
    } catch (IOException e) {
      error(String.valueOf(e.getMessage()));
      return;
    } finally {
      ready.countDown();
    }
    try (var client = connected) {
      ready.await();
      conversation.with(me, client);
    } catch (IOException e) {
      error(String.valueOf(e.getMessage()));
    }
  }

  private static void finish(Future<Void> done) throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
