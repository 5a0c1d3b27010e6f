package toyredis.bench.fooled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link Stall}, mended. Users do not wait for each other: a GET is due every millisecond, whether
 * the one before is answered or not, and its user waits from then. One that can only be sent later,
 * because the server stands still, has waited that long already.
 */
public final class StallMended {
  private static final int KEYS = Integer.getInteger("keys", 1_000_000);
  private static final long SECONDS = Long.getLong("seconds", 8);
  private static final long EVERY_NANOS = 1_000_000;

  public static void main(String[] args) throws Exception {
    var fromSent = new ArrayList<Long>();
    var fromDue = new ArrayList<Long>();
    var random = new Random(1);
    try (var client = new Client(args[0]);
        var somebody = new Client(args[0])) {
      client.fill(KEYS, "hello");
      Thread.ofPlatform().daemon().start(() -> runKeysNowAndThen(somebody));

      // tag::loop[]
      long begin = System.nanoTime();
      for (long due = begin; due < begin + SECONDS * 1_000_000_000; due += EVERY_NANOS) {
        while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
        long sent = System.nanoTime();
        client.ask("GET key:" + random.nextInt(KEYS));
        fromSent.add(System.nanoTime() - sent);
        fromDue.add(System.nanoTime() - due);
      }
      // end::loop[]

      Collections.sort(fromSent);
      Collections.sort(fromDue);
      System.out.printf(
          Locale.ROOT,
          """
          GET on %s, %,d keys, 1,000 GETs a second, while KEYS runs once a second

                            from when it    from when it
                                was sent         was due
          """,
          client.server,
          KEYS);
      for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
        System.out.printf(
            Locale.ROOT,
            "  %5.1f %% within %11.3f ms  %11.3f ms%n",
            100 * share,
            millis(fromSent, share),
            millis(fromDue, share));
      }
      System.out.printf(
          Locale.ROOT,
          """

          Result: one GET in 100 keeps its user waiting for %.1f ms or more.
          Of those that were sent, hardly one was slow: while the server stood still,
          one GET was under way, and those that were due had not been sent.
          """,
          millis(fromDue, 0.99));
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
