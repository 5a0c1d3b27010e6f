import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Helper;

class Check {
  private static final List<String> ITEMS = List.of("1", "2", "3", "4", "5");

  /** A courier, its two queues, and what was seen of it. */
  private static final class World {
    private final BlockingDeque<String> from = new LinkedBlockingDeque<>(ITEMS);
    private final BlockingQueue<String> to;
    private final Courier courier;
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private boolean interrupted; // before it began
    private int delivered = -1; // when it was interrupted

    private World(BlockingQueue<String> to) {
      this.to = to;
      courier = new Courier(from, to);
    }

    /** The courier's way; whether the flag is set at its end. */
    private Object carry() {
      thread.set(Thread.currentThread());
      if (interrupted) Thread.currentThread().interrupt();
      courier.run();
      return Thread.interrupted() ? "with its flag set" : "with its flag cleared";
    }

    private Object interrupt() {
      delivered = to.size();
      interrupted = true;
      if (thread.get() != null) thread.get().interrupt();
      return null;
    }

    private Helper start() {
      return Helper.start("the courier", () -> assertEquals("with its flag set", carry(), "ended"));
    }

    private void nothingIsLost(List<String> expected) {
      var all = new ArrayList<>(to);
      all.addAll(from);
      assertEquals(
          expected,
          all,
          "the delivered items and those that wait, each once, when the courier ended");
    }

    private void nothingNewIsTakenUp() {
      assertTrue(
          to.size() <= delivered + 1,
          "When it was interrupted it had delivered "
              + delivered
              + ", and then it delivered "
              + (to.size() - delivered)
              + " more. One may have been in its hand.");
    }
  }

  @Test
  @Order(1)
  void itCarriesInOrderAndSleepsWhileItWaits() throws InterruptedException {
    var world = new World(new ArrayBlockingQueue<>(2));
    var courier = world.start().waits();
    asleep(courier);
    var got = new ArrayList<String>();
    Helper.start(
            "the receiver",
            () -> {
              for (int i = 0; i < ITEMS.size(); i++) got.add(world.to.take());
            })
        .ends();
    assertEquals(ITEMS, got, "what was delivered");
    courier.waits();
    asleep(courier);
    Helper.start(
            "the sender of a late item",
            () -> {
              world.from.put("late");
              assertEquals("late", world.to.take());
            })
        .ends();
    courier.waits().interrupt().ends();
    world.nothingIsLost(List.of());
  }

  private static void asleep(Helper courier) throws InterruptedException {
    var before = courier.cpuMillis();
    Thread.sleep(200);
    var used = courier.cpuMillis() - before;
    assertTrue(
        used < 60, "the courier should sleep while it waits; CPU in 200 ms: " + used + " ms");
  }

  @Test
  @Order(2)
  void interruptedWhileItWaitsForRoomItGivesTheItemBack() {
    var world = new World(new ArrayBlockingQueue<>(2));
    world.start().waits().interrupt().ends();
    world.nothingIsLost(ITEMS);
    // who is interrupted must not say that it delivered what it did not
    assertEquals(List.of("1", "2"), List.copyOf(world.to), "what is delivered");
  }

  @Test
  @Order(3)
  void interruptedAtWorkItTakesUpNothingNew() {
    var world =
        new AtomicReference<World>(); // somebody interrupts the courier while it delivers its third
    var to = new LinkedBlockingDeque<String>() { // its put takes no notice of an interrupt
          private static final long serialVersionUID = 1;

          private void delivered() {
            if (size() == 3) world.get().interrupt();
          }

          @Override
          public void put(String item) throws InterruptedException {
            super.put(item);
            delivered();
          }

          @Override
          public boolean offer(String item) {
            var done = super.offer(item);
            if (done) delivered();
            return done;
          }

          @Override
          public boolean offer(String item, long time, java.util.concurrent.TimeUnit unit)
              throws InterruptedException {
            var done = super.offer(item, time, unit);
            if (done) delivered();
            return done;
          }
        };
    world.set(new World(to));
    for (int i = 6; i <= 2_000; i++) world.get().from.add("" + i);
    var all = List.copyOf(world.get().from);
    var courier = world.get().start();
    courier.ends();
    world.get().nothingIsLost(all);
    world.get().nothingNewIsTakenUp();
  }

  @Test
  @Order(4)
  void anInterruptAtAnyMomentEndsItAndLosesNothing() {
    for (var places : new int[] {1, 2, 9}) {
      Duel.in(
              () ->
                  new World(
                      places == 2
                          ? new LinkedBlockingDeque<>(places)
                          : new ArrayBlockingQueue<>(places)))
          .actor("courier", World::carry)
          .actor("interrupt", World::interrupt)
          .judge(
              (w, answers) -> {
                assertEquals("with its flag set", answers.getFirst(), "how run returned");
                w.nothingIsLost(ITEMS);
                w.nothingNewIsTakenUp();
              })
          .explain(
              "There are five items, and room for "
                  + places
                  + ". An interrupt comes at this moment:")
          .explore();
    }
  }

  @Test
  @Order(5)
  void aReceiverAtTheSameTimeGetsEachItemOnceAndInOrder() {
    Duel.in(() -> new World(new ArrayBlockingQueue<>(1)))
        .actor("courier", World::carry)
        .actor("interrupt", World::interrupt)
        .actor("receiver", w -> w.to.poll())
        .judge(
            (w, answers) -> {
              assertEquals("with its flag set", answers.getFirst(), "how run returned");
              var got = answers.get(2);
              w.nothingIsLost(got == null ? ITEMS : ITEMS.subList(1, ITEMS.size()));
              if (got != null) assertEquals("1", got, "what the receiver took");
            })
        .explain("The courier is interrupted while somebody takes what it delivered:")
        .explore();
  }
}
