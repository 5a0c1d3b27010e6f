import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

class Check {
  private static final long SLOW = 40_000_000; // nanoseconds
  private static final int TIMES = 60; // whoever tosses a coin loses once

  /** One counter, and the two INCRs on it. */
  private static final class World {
    private final Thread scheduler = Thread.currentThread();
    private final String slow;
    private final Recorded a = new Recorded("a");
    private final Recorded b = new Recorded("b");

    private volatile int counter;
    private volatile String violation; // the first; it stays, whatever is caught
    private volatile String order = "";

    private World(String slow) {
      this.slow = slow;
    }

    private final class Recorded implements LostUpdate.Increment {
      private final String name;
      private volatile boolean read;
      private volatile boolean written;
      private volatile int seen;

      private Recorded(String name) {
        this.name = name;
      }

      @Override
      public void read() {
        step("read", read, "read the counter twice");
        read = true;
        seen = counter;
      }

      @Override
      public void write() {
        if (!read) complain("INCR " + name + " wrote before it had read");
        step("write", written, "wrote twice");
        written = true;
        counter = seen + 1;
      }

      private void step(String step, boolean already, String twice) {
        order += " " + name + "." + step;
        if (already) complain("INCR " + name + " " + twice);
        if (Thread.currentThread() != scheduler) {
          complain(
              name
                  + "."
                  + step
                  + "() was called by another thread. All four calls must come from the thread that"
                  + " calls run: then the order of your lines is the order of the steps");
        }
        if (slow.equals(name + "." + step)) {
          var until = System.nanoTime() + SLOW;
          while (System.nanoTime() < until) LockSupport.parkNanos(until - System.nanoTime());
        }
      }
    }

    private synchronized void complain(String what) {
      if (violation == null) violation = what;
    }

    private void play() {
      LostUpdate.run(a, b);
      var steps = ". The steps were:" + (order.isEmpty() ? " none" : order) + ".";
      if (violation != null) throw new AssertionError(violation + steps);
      assertTrue(
          a.written && b.written,
          "both INCRs must be carried out, each with its read and its write" + steps);
      assertEquals(
          1,
          counter,
          "no update was lost: one INCR read what the other had already written"
              + steps
              + " The counter");
    }
  }

  @Test
  @Order(1)
  void twoIncrementsWereAcknowledgedAndOneIsLost() {
    new World("none").play();
  }

  @Test
  @Order(2)
  void itIsLostWhicheverStepIsSlow() {
    for (var step : new String[] {"a.read", "a.write", "b.read", "b.write"}) new World(step).play();
  }

  @Test
  @Order(3)
  void itIsLostEveryTime() {
    for (int i = 0; i < TIMES; i++) new World("none").play();
  }
}
