package toyredis.bench.fooled;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much faster is the second server than the first? Each gets the same load: ten intervals of
 * 100 GETs. Arguments: two servers.
 */
public final class Average {
  private static final int INTERVALS = 10;
  private static final int GETS = 100;

  public static void main(String[] args) throws Exception {
    System.out.println("                 mean latency   99 % within");
    var means = new double[2];
    for (int i = 0; i < 2; i++) {
      // tag::loop[]
      double p99 = 0;
      try (var client = new Client(args[i])) {
        client.fill(GETS, "hello");
        for (int interval = 0; interval < INTERVALS; interval++) {
          var micros = interval(client);
          means[i] += Arrays.stream(micros).average().orElseThrow() / INTERVALS;
          p99 += micros[GETS * 99 / 100] / INTERVALS;
        }
        // end::loop[]
        System.out.printf(
            Locale.ROOT, "  %-14s %9.1f µs  %9.1f µs%n", client.server, means[i], p99);
      }
    }
    System.out.printf(
        Locale.ROOT,
        """

        Result: %s is %.2f times as fast as %s (mean of %d x %d GETs).
        """,
        args[1].replaceFirst(":.*", ""),
        means[0] / means[1],
        args[0].replaceFirst(":.*", ""),
        INTERVALS,
        GETS);
  }

  /** How long the GETs of an interval took, in microseconds, the longest last. */
  private static double[] interval(Client client) throws Exception {
    var micros = new double[GETS];
    for (int i = 0; i < GETS; i++) {
      long sent = System.nanoTime();
      client.ask(String.format(Locale.ROOT, "GET key:%d", i));
      micros[i] = (System.nanoTime() - sent) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }
}
