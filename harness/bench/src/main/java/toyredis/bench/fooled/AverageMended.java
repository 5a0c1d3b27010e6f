package toyredis.bench.fooled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@link Average}, mended. Both servers are warmed up before anything is noted, and the client with
 * them; then each has nine runs, in random order within each pair. A pair's two means are divided
 * by each other; what counts is the median of these ratios and how far they scatter. Percentiles
 * are those of all latencies together. Arguments: two servers.
 */
public final class AverageMended {
  private static final int PAIRS = Integer.getInteger("pairs", 9);
  private static final int GETS = 5_000;

  public static void main(String[] args) throws Exception {
    try (var first = new Client(args[0]);
        var second = new Client(args[1])) {
      var clients = List.of(first, second);
      for (var client : clients) client.fill(1000, "hello");
      // tag::loop[]
      for (var client : clients) run(client);
      for (var client : clients) run(client);
      var all = List.of(new ArrayList<double[]>(), new ArrayList<double[]>());
      var ratios = new double[PAIRS];
      var order = new ArrayList<>(List.of(0, 1));
      for (int pair = 0; pair < PAIRS; pair++) {
        Collections.shuffle(order, new Random(pair));
        for (int i : order) all.get(i).add(run(clients.get(i)));
        ratios[pair] = mean(all.get(0).getLast()) / mean(all.get(1).getLast());
      }
      // end::loop[]
      Arrays.sort(ratios);

      System.out.println("                 mean latency   99 % within");
      for (int i : List.of(0, 1)) {
        var micros = all.get(i).stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        System.out.printf(
            Locale.ROOT,
            "  %-14s %9.1f µs  %9.1f µs%n",
            clients.get(i).server,
            mean(micros),
            micros[micros.length * 99 / 100]);
      }
      System.out.printf(
          Locale.ROOT,
          """

          Result: %s is %.2f times as fast as %s,
          the median of %d pairs, which are from %.2f to %.2f.
          %s
          """,
          second.server,
          ratios[PAIRS / 2],
          first.server,
          PAIRS,
          ratios[0],
          ratios[PAIRS - 1],
          ratios[0] < 1 && ratios[PAIRS - 1] > 1
              ? "Now one is faster, now the other: these runs do not tell which it is."
              : "It was the same one in every pair.");
    }
  }

  /** How long each of a run's GETs took, in microseconds. */
  private static double[] run(Client client) throws Exception {
    var micros = new double[GETS];
    for (int i = 0; i < GETS; i++) {
      long sent = System.nanoTime();
      client.ask(String.format(Locale.ROOT, "GET key:%d", i % 1000));
      micros[i] = (System.nanoTime() - sent) / 1e3;
    }
    return micros;
  }

  private static double mean(double[] micros) {
    return Arrays.stream(micros).average().orElseThrow();
  }
}
