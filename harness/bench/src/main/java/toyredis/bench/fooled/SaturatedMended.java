package toyredis.bench.fooled;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@link Saturated}, mended. The values are made once, before the measurement; the client says how
 * busy it was itself; and each server is asked what a GET costs it: the processor time that it has
 * used. Arguments: the servers.
 */
public final class SaturatedMended {
  private static final int KEYS = 100;
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = Integer.getInteger("rounds", 60);
  private static final double SECONDS = 0.03;
  private static final String[] VALUES = new String[KEYS];

  public static void main(String[] args) throws Exception {
    Arrays.setAll(VALUES, SaturatedMended::value);
    var clients = new ArrayList<List<Client>>();
    for (var server : args) clients.add(connected(server));
    for (var server : clients) operations(server); // the warm-up
    // tag::measure[]
    var operations = new long[args.length];
    var serverCpu = new double[args.length];
    var clientCpu = new double[args.length];
    var seconds = new double[args.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < args.length; i++) {
        serverCpu[i] -= serverCpuSeconds(clients.get(i).getFirst());
        clientCpu[i] -= clientCpuSeconds();
        seconds[i] -= System.nanoTime() / 1e9;
        operations[i] += operations(clients.get(i));
        seconds[i] += System.nanoTime() / 1e9;
        clientCpu[i] += clientCpuSeconds();
        serverCpu[i] += serverCpuSeconds(clients.get(i).getFirst());
      }
    }
    // end::measure[]

    System.out.println("16 connections, every answer checked\n");
    System.out.println("                 GETs a second   client busy   server CPU per GET");
    var micros = new double[args.length];
    for (int i = 0; i < args.length; i++) {
      micros[i] = 1e6 * serverCpu[i] / operations[i];
      System.out.printf(
          Locale.ROOT,
          "  %-14s %,13.0f %,11.0f %% %,17.1f µs%n",
          clients.get(i).getFirst().server,
          operations[i] / seconds[i],
          100 * clientCpu[i] / seconds[i],
          micros[i]);
    }
    double least = Arrays.stream(micros).min().orElseThrow();
    double most = Arrays.stream(micros).max().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        """

        Result: for the same GET, the costliest server uses %.1f times the CPU of
        the cheapest.
        A client that is busy all the time measures itself: look at its column first.
        """,
        most / least);
  }

  private static List<Client> connected(String server) throws Exception {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < CONNECTIONS; i++) clients.add(new Client(server));
    for (int key = 0; key < KEYS; key++) {
      clients.getFirst().ask("SET key:" + key + " " + VALUES[key]);
    }
    return clients;
  }

  // tag::loop[]
  private static long operations(List<Client> clients) throws Exception {
    var random = new Random(1);
    long operations = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < SECONDS * 1e9) {
      int key = random.nextInt(KEYS);
      for (var client : clients) client.send("GET key:" + key + "\r\n");
      for (var client : clients) {
        if (!client.reply().equals(VALUES[key])) throw new IllegalStateException("wrong answer");
        operations++;
      }
    }
    return operations;
  }

  /** Bytes that follow from the key, as hexadecimal digits. */
  private static String value(int key) {
    var bytes = new Random(key);
    var value = new StringBuilder();
    for (int i = 0; i < 3_000; i++) value.append("%02x".formatted(bytes.nextInt(256)));
    return value.toString();
  }

  // end::loop[]

  /** What this program's only thread has used. */
  private static double clientCpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  /** What the server has used since its start, as it says itself. */
  private static double serverCpuSeconds(Client client) throws Exception {
    return client
        .ask("INFO cpu")
        .lines()
        .filter(line -> line.matches("used_cpu_(user|sys):.*"))
        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*:", "")))
        .sum();
  }
}
