package toyredis.bench.fooled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Which server is the fastest? A client keeps 16 connections to each busy, in turn, thirty
 * milliseconds each, in sixty rounds, and counts the GETs. The best round of each server is its
 * result: noise makes it slower, never faster. The client checks each answer: a key's value is made
 * of the key's number, so that a wrong one gives itself away. Arguments: the servers.
 */
public final class Saturated {
  private static final int KEYS = 100;
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = Integer.getInteger("rounds", 60);
  private static final double SECONDS = 0.03;

  public static void main(String[] args) throws Exception {
    var clients = new ArrayList<List<Client>>();
    for (var server : args) clients.add(connected(server));
    for (var server : clients) perSecond(server); // the warm-up
    var best = new double[args.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < args.length; i++) {
        best[i] = Math.max(best[i], perSecond(clients.get(i)));
      }
    }

    System.out.println(
        "GETs a second, 16 connections, every answer checked, the best of " + ROUNDS + " rounds\n");
    for (int i = 0; i < args.length; i++) {
      var name = clients.get(i).getFirst().server;
      System.out.printf(Locale.ROOT, "  %-14s %,8.0f%n", name, best[i]);
    }
    double least = Arrays.stream(best).min().orElseThrow();
    double most = Arrays.stream(best).max().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        """

        Result: no difference worth mentioning.
        The fastest is only %.0f %% ahead of the slowest.
        """,
        100 * (most / least - 1));
  }

  private static List<Client> connected(String server) throws Exception {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < CONNECTIONS; i++) clients.add(new Client(server));
    for (int key = 0; key < KEYS; key++) {
      clients.getFirst().ask("SET key:" + key + " " + value(key));
    }
    return clients;
  }

  // tag::loop[]
  private static double perSecond(List<Client> clients) throws Exception {
    var random = new Random(1);
    long operations = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < SECONDS * 1e9) {
      int key = random.nextInt(KEYS);
      for (var client : clients) client.send("GET key:" + key + "\r\n");
      for (var client : clients) {
        if (!client.reply().equals(value(key))) throw new IllegalStateException("wrong answer");
        operations++;
      }
    }
    return operations / ((System.nanoTime() - begin) / 1e9);
  }

  /** Bytes that follow from the key, as hexadecimal digits. */
  private static String value(int key) {
    var bytes = new Random(key);
    var value = new StringBuilder();
    for (int i = 0; i < 3_000; i++) value.append("%02x".formatted(bytes.nextInt(256)));
    return value.toString();
  }
  // end::loop[]
}
