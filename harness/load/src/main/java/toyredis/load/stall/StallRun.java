package toyredis.load.stall;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import toyredis.load.Fill;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.ServerAddress;
import toyredis.results.Digits;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.Machine;
import toyredis.results.Result;
import toyredis.results.StallResult;
import toyredis.results.StallResult.Phase;

/**
 * Measures how long a GET waits while a KEYS runs: a client sends GETs, one after the other, on a
 * connection of its own, and the longest of them counts; beside it a second client sends one KEYS
 * whose pattern matches nothing, so that it only reads; and at last a third client sends SETs.
 *
 * <p>The first rounds, in which the server's JVM compiles what it runs, are not counted.
 *
 * @param experiment recorded in the result
 * @param server the server; it is filled with keys, and keeps them
 * @param keys how many
 * @param rounds of each phase, one KEYS in each
 * @param machine recorded in the result
 */
public record StallRun(
    String experiment, ServerAddress server, int keys, int rounds, Machine machine) {

  /** As many keys as the lab and the book fill a server with. */
  public static final int KEYS = 1_500_000;

  /** As many rounds as they make of each phase. */
  public static final int ROUNDS = 5;

  private static final int MOST_ROUNDS = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  // two of the keys that Fill sets
  private static final String[] GET = {"GET", "key:000000000000"};
  private static final String[] SET = {"SET", "key:000000000001", "x"};

  private static final String[] KEYS_OF_NOBODY = {"KEYS", "*nobody*"};

  /**
   * The result, and what it does not hold.
   *
   * @param keysMillis how long a KEYS took with nobody beside it
   */
  public record Outcome(StallResult result, double keysMillis) {}

  /** What goes on while GETs are sent. */
  @FunctionalInterface
  private interface Meanwhile {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with one clear line when they make no sense
   */
  public StallRun {
    if (keys < 2) throw new IllegalArgumentException("the key count must be 2 or more");
    filling(keys).check();
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException("rounds must be from 1 to " + MOST_ROUNDS);
    }
  }

  private static LoadSettings filling(int keys) {
    return LoadSettings.closedLoop(1)
        .withKeys(new Keys(KeyChoice.UNIFORM, keys))
        .withValueBytes(1, 1);
  }

  /**
   * Runs it.
   *
   * @param observer is told what begins
   * @throws IOException in one line when nobody listens, or the server refuses a command
   */
  public Outcome run(Consumer<String> observer) throws IOException, InterruptedException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    observer.accept("setting " + Digits.whole(keys) + " keys");
    new Fill(server, filling(keys)).run();
    try (var clients = new Clients(server)) {
      observer.accept("warming up");
      clients.keys();
      clients.longestGet(clients::keys, true);
      long begin = System.nanoTime();
      clients.keys();
      var keysTime = Duration.ofNanos(System.nanoTime() - begin);
      var phases =
          List.of(
              phase(StallResult.ALONE, clients, () -> Thread.sleep(keysTime), false, observer),
              phase(StallResult.BESIDE_KEYS, clients, clients::keys, false, observer),
              phase(StallResult.BESIDE_KEYS_AND_SET, clients, clients::keys, true, observer));
      var result =
          new StallResult(
              Result.FORMAT,
              "stall",
              experiment,
              started,
              server.info(),
              clients.count(),
              phases,
              machine);
      return new Outcome(result, keysTime.toNanos() / 1e6);
    } catch (IOException e) {
      throw new IOException(server.info().name() + ": " + e.getMessage(), e);
    }
  }

  private Phase phase(
      String name, Clients clients, Meanwhile meanwhile, boolean setsToo, Consumer<String> observer)
      throws IOException, InterruptedException {
    observer.accept(name);
    var millis = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      millis.add(clients.longestGet(meanwhile, setsToo) / 1e6);
    }
    return Phase.of(name, millis);
  }

  /** The three clients, a connection each, and a thread for those that go on beside the KEYS. */
  private static final class Clients implements AutoCloseable {
    private final Client gets;
    private final Client sets;
    private final Client keys;
    private final ExecutorService pool =
        Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("stall-", 0).factory());

    Clients(ServerAddress server) throws IOException {
      gets = new Client(server.address(), PATIENCE, LIMIT);
      sets = new Client(server.address(), PATIENCE, LIMIT);
      keys = new Client(server.address(), PATIENCE, LIMIT);
    }

    void keys() throws IOException {
      ask(keys, KEYS_OF_NOBODY);
    }

    /** How many keys the server has. */
    long count() throws IOException {
      ask(keys, "DBSIZE");
      return keys.reply().integer();
    }

    /**
     * The longest GET of those that were on their way while {@code meanwhile} ran, in nanoseconds.
     * The first was answered before that began; the last is awaited after its end.
     */
    long longestGet(Meanwhile meanwhile, boolean setsToo) throws IOException, InterruptedException {
      var over = new AtomicBoolean();
      var begun = new CountDownLatch(setsToo ? 2 : 1);
      var running = new ArrayList<Future<Long>>();
      running.add(pool.submit(() -> longest(gets, GET, begun, over)));
      if (setsToo) running.add(pool.submit(() -> longest(sets, SET, begun, over)));
      try {
        begun.await();
        meanwhile.run();
      } finally {
        over.set(true);
      }
      try {
        for (var each : running) each.get();
        return running.getFirst().get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
    }

    private static long longest(
        Client client, String[] request, CountDownLatch begun, AtomicBoolean over)
        throws IOException {
      long longest = 0;
      try {
        do {
          long sent = System.nanoTime();
          ask(client, request);
          longest = Math.max(longest, System.nanoTime() - sent);
          begun.countDown();
        } while (!over.get());
        return longest;
      } finally {
        begun.countDown(); // whoever waits for it is to hear of the failure
      }
    }

    private static void ask(Client client, String... request) throws IOException {
      if (client.ask(request) == Kind.ERROR) {
        throw new IOException(request[0] + " was refused: " + client.reply().text());
      }
    }

    @Override
    public void close() throws IOException {
      pool.shutdown();
      gets.close();
      sets.close();
      keys.close();
    }
  }
}
