import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;
import toyredis.check.WakeUp;

class Check {

  private static ConnectionLimit full(int max) throws InterruptedException {
    var limit = new ConnectionLimit(max);
    for (int i = 0; i < max; i++) limit.enter();
    return limit;
  }

  private static Helper entering(ConnectionLimit limit, String name) {
    return Helper.start(name + ", which calls enter(),", limit::enter);
  }

  private static Helper emptied(ConnectionLimit limit) {
    return Helper.start("the thread that calls awaitEmpty()", limit::awaitEmpty);
  }

  @Test
  @Order(1)
  void asManyAsTheLimitSaysGetInAndTheNextOneWaits() throws Exception {
    for (int max = 1; max <= 3; max++) {
      var limit = new ConnectionLimit(max);
      for (int i = 1; i <= max; i++)
        entering(limit, "connection %d of %d".formatted(i, max)).ends();
      var next = entering(limit, "one connection more than the limit of " + max).waits();
      Helper.start("a connection that leaves while another one waits", limit::leave).ends();
      next.ends();
    }
  }

  @Test
  @Order(2)
  void awaitEmptyReturnsWhenNobodyIsInside() throws Exception {
    var limit = new ConnectionLimit(2);
    emptied(limit).ends();
    limit.enter();
    limit.enter();
    var waiting = List.of(emptied(limit).waits(), emptied(limit).waits());
    limit.leave();
    for (var one : waiting) one.waits(); // one is still inside
    limit.leave();
    for (var one : waiting) one.ends();
  }

  @Test
  @Order(3)
  void whoWakesUpWithoutAReasonGoesOnWaiting() throws Exception {
    var limit = full(2);
    var waiting = List.of(entering(limit, "a connection").waits(), emptied(limit).waits());
    WakeUp.withoutReason(limit); // as if they had woken up by themselves, which wait() may do
    for (var one : waiting) one.waits();
    limit.setMax(2); // nothing has changed
    for (var one : waiting) one.waits();
  }

  @Test
  @Order(4)
  void allWhoWaitGetInOneForEachWhoLeaves() throws Exception {
    var limit = full(1);
    var waiting = new ArrayList<Helper>();
    for (int i = 1; i <= 4; i++) waiting.add(entering(limit, "waiting connection " + i).waits());
    while (!waiting.isEmpty()) {
      limit.leave();
      oneGetsIn(waiting);
    }
  }

  /** Exactly one of those who wait ends. */
  private static void oneGetsIn(List<Helper> waiting) {
    awaitSome(1, waiting);
    assertTrue(
        waiting.removeIf(Helper::hasEnded), "one has left, and none of those who wait gets in");
    for (var one : waiting) one.waits();
  }

  private static void awaitSome(int number, List<Helper> waiting) {
    var giveUp = System.nanoTime() + 3_000_000_000L;
    while (waiting.stream().filter(Helper::hasEnded).count() < number
        && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  @Order(5)
  void aWakeUpDoesNotGoToTheWrongOne() throws Exception {
    // whoever of the two began to wait first: both must go on
    var limit = full(1);
    var shutdown = emptied(limit).waits();
    var connection = entering(limit, "a connection that waits beside an awaitEmpty()").waits();
    limit.leave();
    connection.ends();
    limit.leave();
    shutdown.ends();

    limit = full(1);
    connection = entering(limit, "a connection that waits beside an awaitEmpty()").waits();
    shutdown = emptied(limit).waits();
    limit.leave();
    connection.ends();
    limit.leave();
    shutdown.ends();

    limit = full(2);
    shutdown = emptied(limit).waits();
    connection = entering(limit, "a connection that waits beside an awaitEmpty()").waits();
    limit.leave(); // there is room, but it is not empty
    connection.ends();
    shutdown.waits();
    limit.leave();
    limit.leave();
    shutdown.ends();
  }

  @Test
  @Order(6)
  void whoCanGoOnGoesOnAtOnce() throws Exception {
    // the quickest of several: a busy machine is slow, and not each time
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      var limit = full(2);
      var shutdown = emptied(limit).waits();
      var connection = entering(limit, "a connection that waits beside an awaitEmpty()").waits();
      var left = System.nanoTime();
      limit.leave();
      connection.ends();
      limit.leave();
      limit.leave();
      shutdown.ends();
      quickest = Math.min(quickest, System.nanoTime() - left);
    }
    assertTrue(
        quickest < 100_000_000,
        "a place became free, and then all left; who waited went on only %d ms later, in the best of 5 times"
            .formatted(quickest / 1_000_000));
  }

  @Test
  @Order(7)
  void aHigherLimitLetsInAsManyMore() throws Exception {
    var limit = full(1);
    var waiting = new ArrayList<Helper>();
    for (int i = 1; i <= 4; i++) waiting.add(entering(limit, "waiting connection " + i).waits());
    limit.setMax(4);
    awaitSome(3, waiting);
    waiting.removeIf(Helper::hasEnded);
    assertTrue(
        waiting.size() <= 1,
        "the limit rose from 1 to 4 while four waited; three should have come in, but only "
            + (4 - waiting.size())
            + " did");
    assertTrue(waiting.size() == 1, "the limit is 4, and 5 are inside");
    waiting.getFirst().waits();
    limit.leave();
    waiting.getFirst().ends();
  }

  @Test
  @Order(8)
  void aLowerLimitLetsNobodyInUntilEnoughHaveLeft() throws Exception {
    var limit = full(3);
    Helper.start("setMax(1) while three are inside", () -> limit.setMax(1)).ends();
    var next = entering(limit, "a connection, with three inside and a limit of 1").waits();
    limit.leave();
    next.waits();
    limit.leave();
    next.waits();
    limit.leave();
    next.ends();
    var another = entering(limit, "a second connection, with a limit of 1").waits();
    limit.setMax(2);
    another.ends();
    limit.leave();
    limit.leave();
    emptied(limit).ends();
  }

  @Test
  @Order(9)
  void whoIsInterruptedIsAsIfItHadNeverCome() throws Exception {
    var limit = full(2);
    entering(limit, "an interrupted connection")
        .waits()
        .interrupt()
        .endsBy(InterruptedException.class);
    emptied(limit).waits().interrupt().endsBy(InterruptedException.class);
    limit.leave();
    entering(limit, "a connection, when another one gave up and one has left").ends();
    entering(limit, "a third connection, with a limit of 2")
        .waits()
        .interrupt()
        .endsBy(InterruptedException.class);
    limit.leave();
    limit.leave();
    emptied(limit).ends();
    entering(limit, "the first of two after all have left").ends();
    entering(limit, "the second of two after all have left").ends();
    entering(limit, "a third connection, with a limit of 2").waits();
  }

  @Test
  @Order(10)
  void waitingCostsNoCpuTime() throws Exception {
    var limit = full(1);
    var waiting = List.of(entering(limit, "a connection").waits(), emptied(limit).waits());
    var before = waiting.stream().mapToLong(Helper::cpuMillis).sum();
    LockSupport.parkNanos(200_000_000);
    var used = waiting.stream().mapToLong(Helper::cpuMillis).sum() - before;
    assertTrue(
        used < 60,
        "two threads that wait for 200 ms took %d ms of CPU time: they look again and again"
            .formatted(used));
    limit.leave();
    waiting.getFirst().ends();
  }

  @Test
  @Order(11)
  void aLeaveBetweenLookingAndWaitingIsNotMissed() {
    Duel.in(() -> full(1))
        .actor("enter", Check::enter)
        .actor("leave", Check::leave)
        .woken()
        .explain("A connection came while another one left. It must get in:")
        .explore();
    Duel.in(() -> full(1))
        .actor("awaitEmpty", Check::empty)
        .actor("leave", Check::leave)
        .woken()
        .explain("Somebody waits until it is empty while the last one leaves. It must go on:")
        .explore();
    Duel.in(() -> full(1))
        .actor("enter", Check::enter)
        .actor("setMax 2", w -> setMax(w, 2))
        .woken()
        .explain("A connection came while the limit was raised. It must get in:")
        .explore();
  }

  private static Object enter(ConnectionLimit limit) throws InterruptedException {
    limit.enter();
    return "in";
  }

  private static Object leave(ConnectionLimit limit) {
    limit.leave();
    return "out";
  }

  private static Object empty(ConnectionLimit limit) throws InterruptedException {
    limit.awaitEmpty();
    return "empty";
  }

  private static Object setMax(ConnectionLimit limit, int max) {
    limit.setMax(max);
    return "set";
  }

  /** A limit of 1, and how many the check knows to be inside. */
  private static final class Counted {
    private final ConnectionLimit limit = new ConnectionLimit(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Map<String, String> pause = Fragile.map(); // a step while it is inside
    private Thread waiting;

    private Object visit() throws InterruptedException {
      limit.enter();
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      pause.get("");
      return leave();
    }

    private Object leave() {
      inside.decrementAndGet();
      limit.leave();
      return "out";
    }

    private void look() {
      assertTrue(most.get() <= 1, "the limit is 1, and 2 are inside");
    }

    /** One is inside, and one waits. */
    private static Counted withOneWaiting() throws InterruptedException {
      var counted = new Counted();
      counted.limit.enter();
      counted.inside.incrementAndGet();
      counted.waiting =
          Thread.ofPlatform()
              .name("the one that waits")
              .daemon()
              .start(
                  () -> {
                    try {
                      counted.visit();
                    } catch (InterruptedException e) {
                      // the schedule is over
                    }
                  });
      settle(counted.waiting);
      return counted;
    }

    private static void settle(Thread thread) {
      for (int still = 0; still < 3; ) {
        switch (thread.getState()) {
          case BLOCKED, WAITING, TIMED_WAITING -> still++;
          case TERMINATED -> still = 3;
          default -> still = 0;
        }
        LockSupport.parkNanos(30_000);
      }
    }
  }

  @Test
  @Order(12)
  void twoDoNotTakeTheSamePlace() {
    Duel.in(Counted::new)
        .actor("enter, leave", Counted::visit)
        .actor("enter, leave", Counted::visit)
        .always(Counted::look)
        .judge((_, _) -> {})
        .explain("Two connections came at the same time, and there was one place:")
        .explore();
  }

  @Test
  @Order(13)
  void aNewcomerAndOneWhoWaitedDoNotTakeTheSamePlace() {
    Duel.in(Counted::withOneWaiting)
        .actor("leave", Counted::leave)
        .actor("a newcomer: enter, leave", Counted::visit)
        .always(
            w -> {
              Counted.settle(w.waiting);
              w.look();
            })
        .judge(
            (w, _) -> {
              assertTrue(
                  w.waiting.join(Duration.ofSeconds(3)), "the one that waited never gets in");
              w.look();
            })
        .explain("One connection waits, a second one leaves, and a third one comes just then:")
        .explore();
  }

  /** One is inside, and two wait; the first of them is interrupted just when it could go on. */
  private static final class Interrupted {
    private final ConnectionLimit limit = new ConnectionLimit(1);
    private final AtomicInteger entered = new AtomicInteger();
    private Thread first;
    private Thread second;

    private static Interrupted withTwoWaiting() throws InterruptedException {
      var world = new Interrupted();
      world.limit.enter();
      world.first = world.waiting("the first that waits");
      Counted.settle(world.first);
      world.second = world.waiting("the second that waits");
      Counted.settle(world.second);
      return world;
    }

    private Thread waiting(String name) {
      return Thread.ofPlatform()
          .name(name)
          .daemon()
          .start(
              () -> {
                try {
                  limit.enter();
                  entered.incrementAndGet();
                } catch (InterruptedException e) {
                  // it gave up, or the schedule is over
                }
              });
    }

    private Object interrupt() {
      first.interrupt();
      return "interrupted";
    }

    private void settle() {
      Counted.settle(first);
      Counted.settle(second);
    }

    /** One place has become free: one of them gets it, and when it has left the other one. */
    private void look() throws InterruptedException {
      assertTrue(
          first.join(Duration.ofSeconds(3)),
          "the one that was interrupted neither gets in nor gives up");
      if (entered.get() == 0) {
        assertTrue(
            second.join(Duration.ofSeconds(3)),
            "the one that was interrupted gave up, its place is free, and the other one sleeps on");
      }
      settle();
      assertTrue(entered.get() == 1, "one place was free, and this many got in: " + entered.get());
      if (!second.isAlive()) return;
      limit.leave();
      assertTrue(
          second.join(Duration.ofSeconds(3)), "a place is free, and the last that waits sleeps on");
    }
  }

  @Test
  @Order(14)
  void anInterruptDoesNotCostAnotherOneItsWaking() {
    for (var wakes : List.of("leave", "setMax 2")) {
      Duel.in(Interrupted::withTwoWaiting)
          .actor(wakes, w -> wakes.equals("leave") ? leave(w.limit) : setMax(w.limit, 2))
          .actor("an interrupt of the first that waits", Interrupted::interrupt)
          .always(Interrupted::settle)
          .judge((w, _) -> w.look())
          .explain("Two wait. A place becomes free, and the first that waits is interrupted:")
          .explore();
    }
  }

  @Test
  @Order(15)
  void inACrowdThereAreNeverMoreInsideThanTheLimitAllows() throws Exception {
    var limit = new ConnectionLimit(3);
    var inside = new AtomicInteger();
    Crowd.of(
        8,
        300,
        (_, _) -> {
          limit.enter();
          var now = inside.incrementAndGet();
          if (now > 3) throw new AssertionError("the limit is 3, and " + now + " are inside");
          Thread.yield();
          inside.decrementAndGet();
          limit.leave();
        });
    emptied(limit).ends();
  }
}
