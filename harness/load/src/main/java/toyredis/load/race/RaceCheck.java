package toyredis.load.race;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
 *   <li><b>updates</b>, {@link LostUpdates}: all clients INCR one counter. Each acknowledged INCR
 *       must be in its value.
 *   <li><b>keys</b>, {@link LostKeys}: each client SETs keys of its own, from an empty table that
 *       has to grow under them. Each acknowledged key must be there afterwards, with its value.
 *   <li><b>scan</b>, {@link Scan}: KEYS while others SET. A key that was acknowledged before a KEYS
 *       began, and never deleted, must be in its reply.
 *   <li><b>history</b>, {@link History}: GET, SET, INCR and DEL on a few keys, each answer with its
 *       time. There must be an order of the operations that explains every answer: {@link
 *       Linearizability}.
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
    var checks = new ArrayList<RaceResult.Check>();
    for (var attack : List.of(new LostUpdates(), new LostKeys(), new Scan(), new History())) {
      observer.begins(attack.name());
      checks.add(run(attack));
    }
    attackers().emptyServer();
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

  /**
   * The fourth attack alone. Its errors are the keys whose answers no order explains, beside error
   * replies and broken connections. The keys are there afterwards.
   */
  public RaceResult.Check history() throws InterruptedException {
    return run(new History());
  }

  private RaceResult.Check run(Attack attack) throws InterruptedException {
    var attackers = attackers();
    var damage = attackers.emptyServer() ? attack.run(attackers) : Attack.Damage.NONE;
    return attackers.check(attack.name(), damage);
  }

  private Attackers attackers() {
    return new Attackers(server, clients, seed, patience);
  }
}
