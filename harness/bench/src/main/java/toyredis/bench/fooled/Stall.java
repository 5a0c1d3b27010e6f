package toyredis.bench.fooled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Random;

/**
 * How long does a GET take while somebody runs KEYS now and then? A client asks for a random key,
 * again and again, for eight seconds, and notes how long each GET took. Argument: a server.
 */
public final class Stall {
  private static final int KEYS = Integer.getInteger("keys", 1_000_000);
  private static final long SECONDS = Long.getLong("seconds", 8);

  public static void main(String[] args) throws Exception {
    var latencies = new ArrayList<Long>();
    var random = new Random(1);
    try (var client = new Client(args[0]);
        var somebody = new Client(args[0])) {
      client.fill(KEYS, "hello");
      Thread.ofPlatform().daemon().start(() -> runKeysNowAndThen(somebody));

      // tag::loop[]
      long end = System.nanoTime() + SECONDS * 1_000_000_000;
      while (System.nanoTime() < end) {
        long sent = System.nanoTime();
        client.ask("GET key:" + random.nextInt(KEYS));
        latencies.add(System.nanoTime() - sent);
      }
      // end::loop[]

      Collections.sort(latencies);
      System.out.printf(
          Locale.ROOT,
          """
          GET on %s, %,d keys, while KEYS runs once a second

            GETs measured   %,d
            median          %.3f ms
            90 %% within     %.3f ms
            99 %% within     %.3f ms

          Result: KEYS does no harm. 99 of 100 GETs are answered within %.3f ms.
          """,
          client.server,
          KEYS,
          latencies.size(),
          millis(latencies, 0.5),
          millis(latencies, 0.9),
          millis(latencies, 0.99),
          millis(latencies, 0.99));
    }
  }

  /** What is below this share of the latencies, in milliseconds. */
  private static double millis(ArrayList<Long> sorted, double share) {
    return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
  }

  /** A pattern that no key matches: the server looks at every key and has nothing to send. */
  private static void runKeysNowAndThen(Client somebody) {
    try {
      for (; ; ) {
        Thread.sleep(1000);
        somebody.ask("KEYS nothing:*");
      }
    } catch (Exception closed) {
      // the measurement is over
    }
  }
}
