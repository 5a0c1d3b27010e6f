package toyredis.load.race;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.ServerAddress;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Result;

/**
 * Attacks a server from several connections at once and counts what it acknowledged and then did
 * not have. Four attacks:
 *
 * <ul>
 *   <li><b>updates</b>: all clients INCR one counter. Each acknowledged INCR must be in its value.
 *   <li><b>keys</b>: each client SETs keys of its own, from an empty table that has to grow under
 *       them. Each acknowledged key must be there afterwards, with its value.
 *   <li><b>scan</b>: KEYS while others SET. A key that was acknowledged before a KEYS began, and
 *       never deleted, must be in its reply.
 *   <li><b>history</b>: GET, SET, INCR and DEL on a few keys, each answer with its time. There must
 *       be an order of the operations that explains every answer: {@link Linearizability}.
 * </ul>
 *
 * <p>The requests are pipelined: a server that has many of them at hand applies them back to back,
 * and two connections' commands meet in the store again and again. A server that hangs ends the
 * attack: each wait has a limit, and so has each attack.
 *
 * <p>It empties the server (FLUSHALL) before each attack and after the last.
 *
 * @param experiment recorded in the result
 * @param server the server
 * @param clients connections that attack at once, 2 or more
 * @param seed of the size of each batch
 * @param patience the longest wait for one reply; an attack may take five times as long
 * @param machine recorded in the result
 */
public record RaceCheck(
    String experiment,
    ServerAddress server,
    int clients,
    long seed,
    Duration patience,
    Machine machine) {

  /** As many clients as the lab and the book have attack at once. */
  public static final int CLIENTS = 8;

  /** As long as they wait for a reply. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int INCRS_PER_CLIENT = 50_000;
  private static final int KEYS_PER_CLIENT = 20_000;
  private static final Duration SCAN = Duration.ofMillis(700);
  private static final int SCAN_KEYS_PER_CLIENT = 20_000;
  private static final int MAX_BATCH = 1_000;
  private static final int HISTORY_PER_CLIENT = 1_000;
  private static final int HISTORY_KEYS = 3;
  private static final int HISTORY_BATCH = 2; // the more overlap, the longer the search
  private static final String COUNTER = "race:counter";
  private static final Pattern OWN_KEY = Pattern.compile("race:(\\d{1,4}):(\\d{1,6})");

  public RaceCheck {
    if (clients < 2) throw new IllegalArgumentException("a race needs 2 clients or more");
    if (!patience.isPositive()) throw new IllegalArgumentException("patience must be above 0");
  }

  /** Is told the name of the attack that begins. */
  @FunctionalInterface
  public interface Observer {
    void begins(String check);
  }

  /**
   * The number of keys that the server holds: a race check deletes them.
   *
   * @throws IOException when nobody listens, or what listens does not speak the protocol
   */
  public long keysAtRisk() throws IOException {
    try (var client = new Client(server.address(), patience, patience)) {
      if (client.ask("DBSIZE") != Kind.INTEGER) throw new IOException(client.reply().text());
      return client.reply().integer();
    } catch (IOException e) {
      throw new IOException(server.info().name() + ": " + e.getMessage(), e);
    }
  }

  /** Runs the four attacks. What goes wrong with the server is in the result. */
  public RaceResult run(Observer observer) throws InterruptedException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    observer.begins("updates");
    var updates = updates();
    observer.begins("keys");
    var keys = keys();
    observer.begins("scan");
    var scan = scan();
    observer.begins("history");
    var history = history();
    new Attack(new Errors()).emptyServer();
    var checks = List.of(updates, keys, scan, history);
    return new RaceResult(
        Result.FORMAT,
        "race",
        experiment,
        started,
        server.info(),
        clients,
        seed,
        checks,
        checks.stream().allMatch(c -> c.lost() == 0 && c.errors() == 0),
        machine);
  }

  private RaceResult.Check updates() throws InterruptedException {
    var errors = new Errors();
    var attack = new Attack(errors);
    if (!attack.emptyServer()) return errors.check("updates", 0, 0);
    var acknowledged = new AtomicLong();
    attack.together(
        clients,
        (number, client) -> {
          var random = new SplittableRandom(seed + number);
          for (int sent = 0; sent < INCRS_PER_CLIENT; ) {
            int batch = Math.min(random.nextInt(1, MAX_BATCH + 1), INCRS_PER_CLIENT - sent);
            for (int i = 0; i < batch; i++) client.add("INCR", COUNTER);
            client.flush();
            for (int i = 0; i < batch; i++) {
              if (attack.is(Kind.INTEGER, client)) acknowledged.incrementAndGet();
            }
            sent += batch;
          }
        });
    // what cannot be read back has left no trace either
    var counter = new AtomicLong();
    attack.alone(
        client -> {
          // adds nothing, and fails where the counter is no number
          client.add("INCRBY", COUNTER, "0");
          client.flush();
          if (attack.is(Kind.INTEGER, client)) counter.set(client.reply().integer());
        });
    long surplus = counter.get() - acknowledged.get();
    // after an error it may be right: an INCR can be done although its reply never came
    if (surplus > 0 && errors.none()) errors.add(surplus + " updates that nobody asked for");
    long lost = Math.max(0, -surplus);
    return errors.check("updates", acknowledged.get(), lost);
  }

  private RaceResult.Check keys() throws InterruptedException {
    var errors = new Errors();
    var attack = new Attack(errors);
    if (!attack.emptyServer()) return errors.check("keys", 0, 0);
    var acknowledged = new ArrayList<BitSet>();
    for (int i = 0; i < clients; i++) acknowledged.add(new BitSet());
    attack.together(
        clients,
        (number, client) -> {
          var random = new SplittableRandom(seed + number);
          for (int sent = 0; sent < KEYS_PER_CLIENT; ) {
            int batch = Math.min(random.nextInt(1, MAX_BATCH + 1), KEYS_PER_CLIENT - sent);
            for (int i = 0; i < batch; i++) {
              client.add("SET", ownKey(number, sent + i), ownValue(number, sent + i));
            }
            client.flush();
            for (int i = 0; i < batch; i++) {
              if (attack.is(Kind.STATUS, client)) acknowledged.get(number).set(sent + i);
            }
            sent += batch;
          }
        });
    var found = new AtomicLong();
    attack.alone(
        client -> {
          for (int number = 0; number < clients; number++) {
            found.addAndGet(countOwn(client, number, acknowledged.get(number), errors));
          }
        });
    long all = acknowledged.stream().mapToLong(BitSet::cardinality).sum();
    return errors.check("keys", all, all - found.get());
  }

  /** How many of a client's keys are there with their values. */
  private static int countOwn(Client client, int number, BitSet keys, Errors errors)
      throws IOException {
    int found = 0;
    for (int from = keys.nextSetBit(0); from >= 0; from = keys.nextSetBit(from + MAX_BATCH)) {
      var batch = keys.get(from, from + MAX_BATCH).stream().toArray();
      for (int i : batch) client.add("GET", ownKey(number, from + i));
      client.flush();
      for (int i : batch) {
        var kind = client.next();
        if (kind == Kind.BULK && client.reply().text().equals(ownValue(number, from + i))) found++;
        if (kind == Kind.ERROR) errors.add(client.reply().text());
      }
    }
    return found;
  }

  private RaceResult.Check scan() throws InterruptedException {
    var errors = new Errors();
    var attack = new Attack(errors);
    if (!attack.emptyServer()) return errors.check("scan", 0, 0);
    int writers = clients - 1;
    long end = System.nanoTime() + SCAN.toNanos();
    // key i of a writer has been acknowledged when the writer's count is above i
    var counts = new AtomicIntegerArray(writers);
    var missing = new ArrayList<BitSet>();
    for (int i = 0; i < writers; i++) missing.add(new BitSet());
    attack.together(
        clients,
        (number, client) -> {
          if (number == writers) {
            // the last look is taken when the writers have stopped
            for (boolean last = false; !last; ) {
              last = System.nanoTime() - end > 0;
              look(client, counts, missing, errors);
            }
          } else {
            for (int i = 0; i < SCAN_KEYS_PER_CLIENT && System.nanoTime() - end < 0; i++) {
              client.add("SET", ownKey(number, i), "");
              client.flush();
              if (!attack.is(Kind.STATUS, client)) break;
              counts.set(number, i + 1);
            }
          }
        });
    long acknowledged = 0;
    for (int i = 0; i < writers; i++) acknowledged += counts.get(i);
    long lost = missing.stream().mapToLong(BitSet::cardinality).sum();
    return errors.check("scan", acknowledged, lost);
  }

  /** One KEYS: notes each key that was acknowledged before it began and is not in its reply. */
  private static void look(
      Client client, AtomicIntegerArray counts, List<BitSet> missing, Errors errors)
      throws IOException {
    var before = new int[counts.length()];
    for (int i = 0; i < before.length; i++) before[i] = counts.get(i);
    switch (client.ask("KEYS", "*")) {
      case ARRAY -> {
        var seen = new ArrayList<BitSet>();
        for (int i = 0; i < before.length; i++) seen.add(new BitSet(before[i]));
        for (var key : client.reply().elements()) {
          var own = key == null ? null : OWN_KEY.matcher(key);
          if (own == null || !own.matches() || Integer.parseInt(own.group(1)) >= before.length) {
            errors.add("KEYS named a key that nobody has set: " + key);
          } else {
            seen.get(Integer.parseInt(own.group(1))).set(Integer.parseInt(own.group(2)));
          }
        }
        for (int i = 0; i < before.length; i++) {
          var unseen = new BitSet();
          unseen.set(0, before[i]);
          unseen.andNot(seen.get(i));
          missing.get(i).or(unseen);
        }
      }
      case ERROR -> errors.add(client.reply().text());
      default -> throw new IOException("KEYS was answered with " + client.reply().text());
    }
  }

  /**
   * The fourth attack alone. Its errors are the keys whose answers no order explains, beside error
   * replies and broken connections. The keys are there afterwards.
   */
  public RaceResult.Check history() throws InterruptedException {
    var errors = new Errors();
    var attack = new Attack(errors);
    if (!attack.emptyServer()) return errors.check("history", 0, 0);
    var operations = new ArrayList<Operation>(); // guarded by itself
    attack.together(
        clients,
        (number, client) -> {
          var recorder = new HistoryRecorder(number, client, new SplittableRandom(seed + number));
          try {
            for (int sent = 0; sent < HISTORY_PER_CLIENT; sent += HISTORY_BATCH) {
              recorder.converse(HISTORY_KEYS, HISTORY_BATCH);
            }
          } finally {
            synchronized (operations) {
              operations.addAll(recorder.operations());
            }
          }
        });
    for (var operation : operations) {
      if (operation.isAnswered() && operation.reply().startsWith("-")) {
        errors.add(operation.reply().substring(1));
      }
    }
    Linearizability.violations(operations)
        .forEach(
            (key, window) ->
                errors.add(
                    "no order explains the answers about "
                        + key
                        + window.stream().map(o -> "\n" + o).collect(Collectors.joining())));
    return errors.check("history", operations.stream().filter(Operation::isAnswered).count(), 0);
  }

  private static String ownKey(int client, int number) {
    return "race:" + client + ":" + number;
  }

  private static String ownValue(int client, int number) {
    return "value-" + client + "-" + number;
  }

  /** Counts errors and keeps the first one's words. Guarded by itself. */
  private static final class Errors {
    private long count;
    private String first = "";

    synchronized void add(String words) {
      if (count++ == 0) first = words;
    }

    synchronized boolean none() {
      return count == 0;
    }

    synchronized RaceResult.Check check(String name, long acknowledged, long lost) {
      return new RaceResult.Check(name, acknowledged, lost, count, first);
    }
  }

  @FunctionalInterface
  private interface Conversation {
    void with(Client client) throws IOException;
  }

  @FunctionalInterface
  private interface NumberedConversation {
    void with(int number, Client client) throws IOException;
  }

  /** Connections that act together, with a time limit; whatever breaks is counted. */
  private final class Attack {
    private final Errors errors;
    private boolean broken;

    Attack(Errors errors) {
      this.errors = errors;
    }

    /** Whether the next reply is of this kind; any other is an error. */
    boolean is(Kind expected, Client client) throws IOException {
      var kind = client.next();
      if (kind == expected) return true;
      errors.add(kind == Kind.ERROR ? client.reply().text() : "unexpected reply: " + kind);
      return false;
    }

    private Client client() throws IOException {
      return new Client(server.address(), patience, patience.multipliedBy(5));
    }

    /** Deletes all keys; false when the server does not do it. */
    boolean emptyServer() {
      alone(
          client -> {
            client.add("FLUSHALL");
            client.flush();
            broken = !is(Kind.STATUS, client);
          });
      return !broken;
    }

    void alone(Conversation conversation) {
      try (var client = client()) {
        conversation.with(client);
      } catch (IOException e) {
        broken = true;
        errors.add(String.valueOf(e.getMessage()));
      }
    }

    /** All start their conversations at the same moment, when each is connected. */
    void together(int number, NumberedConversation conversation) throws InterruptedException {
      var ready = new CountDownLatch(number);
      try (var threads = Executors.newFixedThreadPool(number)) {
        var tasks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < number; i++) {
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
        errors.add(String.valueOf(e.getMessage()));
        return;
      } finally {
        ready.countDown();
      }
      try (var client = connected) {
        ready.await();
        conversation.with(me, client);
      } catch (IOException e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }

    private void finish(Future<Void> done) throws InterruptedException {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
