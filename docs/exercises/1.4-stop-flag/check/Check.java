import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static final Duration LONG_ENOUGH_TO_BE_COMPILED = Duration.ofMillis(300);
  private static final int MOST_STEPS = 40;
  private static final int ROUND_IN_A_LOOP = 60; // steps
  private static final int FOR_EVER = 3_000; // steps
  private static final long PATIENCE = 1_500_000_000; // nanoseconds

  @Test
  @Order(1)
  void aResultThatIsThereIsAnsweredAtOnce() throws Exception {
    var result = new Result();
    result.publish("first");
    var answer = new AtomicReference<String>();
    end(start(result, answer));
    if (!"first".equals(answer.get())) {
      throw new AssertionError("\"first\" was published, and await answered " + answer.get());
    }
  }

  /**
   * On this machine much is seen that nobody promised; so the memory is one that shows to nobody
   * what it need not show. Each of the two is stopped before each of its steps while the other one
   * goes on.
   */
  @Test
  @Order(2)
  void whoWaitsSeesTheResultInAnyOrderOfEvents() throws Exception {
    for (int k = 1; k <= MOST_STEPS; k++) {
      if (!new Schedule("").play(true, k)) break;
    }
    for (int k = 1; k <= MOST_STEPS; k++) {
      if (!new Schedule("").play(false, k)) break;
    }
    for (var field : Result.class.getDeclaredFields()) {
      if (Modifier.isVolatile(field.getModifiers())) continue;
      for (int k = 1; k <= MOST_STEPS; k++) {
        if (!new Schedule(field.getName()).play(true, k)) break;
      }
    }
  }

  private static final class Schedule {
    private final String lucky;
    private final WeakMemory.Turn waits = new WeakMemory.Turn();
    private final WeakMemory.Turn publishes = new WeakMemory.Turn();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Object answer;
    private Thread waiting;
    private Thread publishing;

    private Schedule(String lucky) {
      this.lucky = lucky;
    }

    /** Whether the first one could be stopped before its {@code k}-th step. */
    boolean play(boolean publisherFirst, int k) throws Exception {
      var type = new Weakened().loadClass("Result");
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      var result = constructor.newInstance();
      var publish = type.getDeclaredMethod("publish", String.class);
      var await = type.getDeclaredMethod("await");
      publish.setAccessible(true);
      await.setAccessible(true);
      publishing = thread("publisher", () -> publish.invoke(result, "found"));
      waiting = thread("waiter", () -> answer = await.invoke(result));
      WeakMemory.begin(Map.of(publishing, publishes, waiting, waits), lucky);
      try {
        var first = publisherFirst ? publishes : waits;
        first.stopAt = k;
        go(publisherFirst ? publishing : waiting, first);
        var stopped = first.stopped;
        go(publisherFirst ? waiting : publishing, publisherFirst ? waits : publishes);
        synchronized (first) {
          first.stopAt = 0;
          first.notifyAll();
        }
        finish();
        return stopped;
      } finally {
        waits.over = true;
        publishes.over = true;
        waiting.interrupt();
        publishing.interrupt();
      }
    }

    private interface Action {
      void run() throws Exception;
    }

    private Thread thread(String name, Action action) {
      return Thread.ofPlatform()
          .daemon()
          .name(name)
          .unstarted(
              () -> {
                try {
                  action.run();
                } catch (InvocationTargetException e) {
                  if (!(e.getCause() instanceof WeakMemory.Over)) failure.set(e.getCause());
                } catch (Exception e) {
                  failure.set(e);
                }
              });
    }

    /** Until it has ended, is stopped, waits, or has gone round for a while. */
    private static void go(Thread thread, WeakMemory.Turn turn) {
      thread.start();
      int asleep = 0;
      int before = -1;
      while (thread.isAlive() && !turn.stopped && turn.steps < ROUND_IN_A_LOOP && asleep < 5) {
        asleep =
            thread.getState() != Thread.State.RUNNABLE && turn.steps == before ? asleep + 1 : 0;
        before = turn.steps;
        LockSupport.parkNanos(100_000);
      }
    }

    private void finish() {
      var until = System.nanoTime() + PATIENCE;
      var since = -1;
      while (waiting.isAlive() || publishing.isAlive()) {
        if (since < 0 && !publishing.isAlive()) since = waits.steps;
        var late = System.nanoTime() > until;
        look();
        if (late && publishing.isAlive()) {
          throw new AssertionError("publish does not come to its end.");
        }
        if (late || since >= 0 && waits.steps - since > FOR_EVER) {
          var unseen = WeakMemory.unseenBy(waiting);
          throw new AssertionError(
              "publish has ended, and await does not: "
                  + (unseen.isEmpty()
                      ? "nobody wakes it, for publish came between its look and its waiting."
                      : "nothing promises that it ever sees what another thread has written. It may"
                          + " go on with the old value of "
                          + unseen
                          + ". Where it works on your machine, that is luck."));
        }
        LockSupport.parkNanos(50_000);
      }
      look();
      if ("found".equals(answer)) return;
      var unseen = WeakMemory.unseenBy(waiting);
      throw new AssertionError(
          "await saw that it is there, and answered "
              + answer
              + " in place of \"found\": "
              + (unseen.isEmpty()
                  ? "the text was not there yet."
                  : "nothing promises that it sees what another thread has written to "
                      + unseen
                      + " as well. Who is told of a write is told of what was written before it."));
    }

    private void look() {
      if (WeakMemory.violation() != null) throw new AssertionError(WeakMemory.violation());
      if (failure.get() != null) {
        throw new AssertionError("Your code ended by " + failure.get(), failure.get());
      }
    }
  }

  @Test
  @Order(3)
  void andSoItDoesOnThisMachine() throws Exception {
    var result = new Result();
    var answer = new AtomicReference<String>();
    var waiting = start(result, answer);
    var until = System.nanoTime() + LONG_ENOUGH_TO_BE_COMPILED.toNanos();
    while (System.nanoTime() < until) LockSupport.parkNanos(10_000_000);
    if (!waiting.isAlive()) throw new AssertionError("await ended before anything was published");
    synchronized (result) {
      result.notifyAll(); // wait() may return without a reason
    }
    LockSupport.parkNanos(20_000_000);
    result.publish("found");
    end(waiting);
    if (!"found".equals(answer.get())) {
      throw new AssertionError("await saw that it is there, and answered " + answer.get());
    }
  }

  private static Thread start(Result result, AtomicReference<String> answer) {
    return Thread.ofPlatform().daemon().start(() -> answer.set(result.await()));
  }

  private static void end(Thread waiting) throws Exception {
    if (!waiting.join(Duration.ofSeconds(2))) {
      throw new AssertionError(
          "publish has ended, and await still does not see it, 2 s later: nothing tells Java that"
              + " another thread writes what the loop reads.");
    }
  }
}
