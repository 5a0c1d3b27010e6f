package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.lab.process.Checkout;
import toyredis.lab.server.StepServer;
import toyredis.load.LoadRun;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.Machine;
import toyredis.results.Step;

/**
 * Coordinated omission, shown: a server is stopped for a second in the middle of a run. An open
 * loop counts every request that was due in that second; a closed loop, which waits politely, has
 * one bad request per connection, and its percentiles do not notice.
 */
@Timeout(60)
@Tag("slow")
class StallTest {
  private static final int CONNECTIONS = 2;
  private static final double RATE = 1_000;

  /** A run, and how long its server stood still, at least, in nanoseconds. */
  private record Stalled(LoadRun.Outcome outcome, long nanos) {
    /** How many responses took at least so long. */
    long slowerThan(long nanos) {
      return outcome.intervals().stream()
          .filter(interval -> interval.getTag().equals("response"))
          .mapToLong(interval -> count(interval, nanos))
          .sum();
    }

    private static long count(Histogram interval, long nanos) {
      return nanos > interval.getMaxValue()
          ? 0
          : interval.getCountBetweenValues(nanos, interval.getMaxValue());
    }

    String shown(String loop) {
      var latency = outcome.result().latency();
      return "%s loop, stopped for %.2f s: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms; %,d of %,d slower than half of it"
          .formatted(
              loop,
              nanos / 1e9,
              latency.p50() / 1e3,
              latency.p99() / 1e3,
              latency.p999() / 1e3,
              latency.max() / 1e3,
              slowerThan(nanos / 2),
              outcome.result().operations());
    }
  }

  @Test
  void anOpenLoopShowsAStallForEveryRequestThatWasDueInItAndAClosedLoopDoesNot() throws Exception {
    assumeTrue(
        !System.getProperty("os.name").startsWith("Windows"), "there are no signals to stop with");
    var load = LoadSettings.closedLoop(CONNECTIONS).withTimes(0.3, 2);
    var open = run(load.withArrivals(new Arrivals(Loop.CONSTANT, RATE, 0, 0)));
    var closed = run(load);
    System.out.println(open.shown("open"));
    System.out.println(closed.shown("closed"));

    // due in the first half of the stall, so each waited for the other half at least
    long half = open.nanos / 2;
    assertTrue(
        open.slowerThan(half) >= RATE * half / 1e9 - CONNECTIONS - 1,
        open.shown("the open") + ", but " + RATE * half / 1e9 + " were due in its first half");
    assertTrue(open.outcome.result().latency().p999() * 1e3 >= half, open.shown("the open"));

    // what was on its way when it stopped, and nothing that would have been sent meanwhile
    assertEquals(CONNECTIONS, closed.slowerThan(closed.nanos / 2), closed.shown("the closed"));
    assertTrue(
        closed.outcome.result().latency().p999() * 1e3 < closed.nanos / 2,
        closed.shown("the closed"));
  }

  /** Runs it on step 5, which is stopped for about a second when the window has begun. */
  private static Stalled run(LoadSettings load) throws Exception {
    var checkout = Checkout.ofThisLab();
    try (var server = StepServer.start(checkout, Step.EVENT_LOOP, List.of())) {
      var stall = new Stall(server.target().pid());
      var run = new LoadRun("test", server.target(), load, Machine.read(checkout.root()));
      var outcome = run.run(stall);
      stall.thread.join();
      assertEquals("", outcome.firstError());
      return new Stalled(outcome, stall.nanos);
    }
  }

  /** Stops a process when a third of the window has passed, and lets it go on after a second. */
  private static final class Stall implements LoadRun.Observer {
    private final Thread thread;
    private long nanos;

    Stall(long pid) {
      thread = new Thread(() -> stop(pid));
    }

    @Override
    public void progress(LoadRun.Progress progress) {
      boolean now = !progress.warmingUp() && progress.seconds() > progress.of() / 3;
      if (now && thread.getState() == Thread.State.NEW) thread.start();
    }

    private void stop(long pid) {
      try {
        signal("-STOP", pid);
        long stopped = System.nanoTime();
        Thread.sleep(1_000); // the stall itself
        nanos = System.nanoTime() - stopped;
        signal("-CONT", pid);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private static void signal(String signal, long pid) throws Exception {
      assertEquals(0, new ProcessBuilder("kill", signal, "" + pid).start().waitFor());
    }
  }
}
