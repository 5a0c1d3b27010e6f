import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Helper;

class Check {
  private final Owner owner = new Owner();
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

  private Helper startOwner() {
    return Helper.start("the owner", owner::run);
  }

  private Helper stop(String name) {
    return Helper.start(name, owner::stop);
  }

  private static void isRefused(Owner owner) {
    Helper.start(
            "who submits after the end",
            () ->
                assertThrows(
                    IllegalStateException.class,
                    () -> owner.submit(() -> {}),
                    "a task that comes after stop must be refused"))
        .ends();
  }

  /** A task that holds the owner up until the latch is open. */
  private Runnable heldUpBy(CountDownLatch latch, String name) {
    return () -> {
      try {
        latch.await();
        done.add(name);
      } catch (InterruptedException e) {
        done.add(name + " was interrupted");
      }
    };
  }

  @Test
  @Order(1)
  void whatWasAcceptedIsRunInOrderBeforeStopReturns() {
    var latch = new CountDownLatch(1);
    var run = startOwner();
    Helper.start(
            "who submits",
            () -> {
              owner.submit(heldUpBy(latch, "1"));
              for (var task : List.of("2", "3", "4")) owner.submit(() -> done.add(task));
            })
        .ends();
    run.waits();
    var stop = stop("stop");
    stop.sleeps();
    isRefused(owner);
    assertEquals(List.of(), List.copyOf(done), "tasks done while the first is held up");
    latch.countDown();
    stop.ends();
    assertEquals(List.of("1", "2", "3", "4"), List.copyOf(done), "tasks done when stop returned");
    run.ends();
    isRefused(owner);
    stop("a second stop, after the end,").ends();
  }

  @Test
  @Order(2)
  void anOwnerWithNothingToDoSleepsAndIsWokenToEnd() {
    var run = startOwner().sleeps();
    stop("stop").ends();
    run.ends();
    isRefused(owner);
  }

  @Test
  @Order(3)
  void onlyTheThreadOfTheOwnerRunsTasksAndAllThatWereThereBeforeIt() {
    var threads = new ConcurrentLinkedQueue<Thread>();
    var owners = new ConcurrentLinkedQueue<Thread>();
    Runnable task = () -> threads.add(Thread.currentThread());
    Helper.start(
            "who submits before the owner's thread is there",
            () -> {
              owner.submit(task);
              owner.submit(task);
            })
        .ends();
    var stop = stop("who stops before the owner's thread is there").waits();
    var run =
        Helper.start(
            "the owner",
            () -> {
              owners.add(Thread.currentThread());
              owner.run();
            });
    stop.ends();
    run.ends();
    assertEquals(2, threads.size(), "tasks run, of two that were accepted");
    for (var thread : threads) assertEquals(owners.peek(), thread, "the thread that ran a task");
  }

  @Test
  @Order(4)
  void allWhoStopWaitAndAllReturn() {
    var latch = new CountDownLatch(1);
    var run = startOwner();
    Helper.start("who submits", () -> owner.submit(heldUpBy(latch, "1"))).ends();
    var first = stop("stop 1").waits();
    var second = stop("stop 2").waits();
    var third = stop("stop 3").waits();
    second.interrupt().endsBy(InterruptedException.class);
    first.waits();
    latch.countDown();
    first.ends();
    third.ends();
    run.ends();
    assertEquals(List.of("1"), List.copyOf(done), "tasks done (none may be interrupted)");
  }

  @Test
  @Order(5)
  void tasksThatThrowOrLeaveTheFlagSetDoNotEndTheOwner() {
    var run = startOwner();
    Helper.start(
            "who submits",
            () -> {
              owner.submit(
                  () -> {
                    throw new IllegalStateException("a task's exception");
                  });
              owner.submit(() -> done.add("after an exception"));
              owner.submit(
                  () -> {
                    throw new StackOverflowError("a task's error");
                  });
              owner.submit(() -> done.add("after an error"));
              owner.submit(() -> Thread.currentThread().interrupt());
            })
        .ends();
    if (run.hasEnded()) run.ends();
    run.waits();
    Helper.start("who submits later", () -> owner.submit(() -> done.add("after an interrupt")))
        .ends();
    stop("stop").ends();
    run.ends();
    assertEquals(
        List.of("after an exception", "after an error", "after an interrupt"),
        List.copyOf(done),
        "tasks done");
  }

  @Test
  @Order(6)
  void aTaskMayStop() {
    var refused = new AtomicBoolean();
    var run = startOwner();
    Helper.start(
            "who submits",
            () -> {
              var both = new CountDownLatch(1);
              owner.submit(heldUpBy(both, "1"));
              owner.submit(
                  () -> {
                    try {
                      owner.stop();
                      owner.stop();
                      done.add("2");
                    } catch (InterruptedException e) {
                      done.add("2 was interrupted");
                    }
                    try {
                      owner.submit(() -> done.add("4"));
                    } catch (IllegalStateException e) {
                      refused.set(true);
                    }
                  });
              owner.submit(() -> done.add("3"));
              both.countDown();
            })
        .ends();
    run.ends();
    stop("a stop after that").ends();
    assertEquals(
        List.of("1", "2", "3"), List.copyOf(done), "tasks done; the second one called stop");
    assertTrue(refused.get(), "the task that called stop submitted another one; that is refused");
  }

  @Test
  @Order(7)
  void aTaskMaySubmitAndItIsNotInterrupted() {
    var latch = new CountDownLatch(1);
    var run = startOwner();
    Helper.start(
            "who submits",
            () -> {
              owner.submit(
                  () -> {
                    owner.submit(() -> done.add("submitted by a task"));
                    heldUpBy(latch, "held up").run();
                    done.add(
                        Thread.currentThread().isInterrupted() ? "with its flag set" : "in peace");
                  });
            })
        .ends();
    run.waits();
    var stop = stop("stop").waits();
    run.waits();
    latch.countDown();
    stop.ends();
    run.ends();
    assertEquals(
        List.of("held up", "in peace", "submitted by a task"), List.copyOf(done), "tasks done");
  }

  /** Who accepts what, and what was done when. */
  private static final class World {
    private final Owner owner = new Owner();
    private final List<String> done = new ArrayList<>(); // one actor moves at a time
    private String wrong;
    private boolean ended; // a stop has returned

    private Object submit(String task) {
      try {
        owner.submit(
            () -> {
              done.add(task);
              if (ended) wrong = "Task " + task + " was run after stop had returned.";
            });
        return "accepted";
      } catch (IllegalStateException e) {
        return "refused";
      }
    }

    private Object stop() throws InterruptedException {
      owner.stop();
      ended = true;
      return "stopped";
    }

    private Object run() {
      owner.run();
      return "ended";
    }

    private void look(List<Object> told, String... tasks) {
      for (int i = 0; i < tasks.length; i++) {
        var times = done.stream().filter(tasks[i]::equals).count();
        var accepted = told.get(i).equals("accepted");
        if (!accepted) assertEquals("refused", told.get(i), "what submit of " + tasks[i] + " did");
        if (times != (accepted ? 1 : 0)) {
          throw new AssertionError(
              "Task %s was %s, and run %d times.".formatted(tasks[i], told.get(i), times));
        }
      }
      if (wrong != null) throw new AssertionError(wrong);
      assertTrue(told.stream().skip(tasks.length).noneMatch(Throwable.class::isInstance));
      for (var other : told.subList(tasks.length, told.size())) {
        assertFalse(other.toString().startsWith("threw"), "somebody " + other);
      }
    }
  }

  @Test
  @Order(8)
  void aTaskComesBeforeTheEndOrAfterIt() {
    Duel.in(World::new)
        .actor("submit", w -> w.submit("x"))
        .actor("stop", World::stop)
        .actor("owner", World::run)
        .woken()
        .judge((w, told) -> w.look(told, "x"))
        .explain("A task is submitted while another thread stops the owner:")
        .explore();
  }

  @Test
  @Order(9)
  void twoMayStopAtTheSameTime() {
    Duel.in(
            () -> {
              var world = new World();
              world.submit("before");
              return world;
            })
        .actor("stop 1", World::stop)
        .actor("stop 2", World::stop)
        .actor("owner", World::run)
        .woken()
        .judge(
            (w, told) -> {
              w.look(told);
              assertEquals(List.of("before"), w.done, "tasks done");
            })
        .explain("A task waits, and two stop the owner at the same time:")
        .explore();
  }

  @Test
  @Order(10)
  void manyTasksAreAllRunOrRefused() {
    var run = startOwner();
    var latch = new CountDownLatch(1);
    var accepted = new ConcurrentLinkedQueue<String>();
    Helper.start("who submits", () -> owner.submit(heldUpBy(latch, "first"))).ends();
    var clients =
        IntStream.range(0, 4)
            .mapToObj(
                client ->
                    Helper.start(
                        "client " + (client + 1),
                        () -> {
                          try {
                            for (int i = 0; i < 2_000; i++) {
                              var task = client + "/" + i;
                              owner.submit(() -> done.add(task));
                              accepted.add(task);
                              if (i == 1_000) latch.countDown();
                            }
                          } catch (IllegalStateException e) {
                            // refused, as all that come later
                          } finally {
                            latch.countDown();
                          }
                        }))
            .toList();
    stop("stop").ends();
    var doneAtTheEnd = done.size();
    for (var client : clients) client.ends();
    run.ends();
    assertEquals(accepted.size() + 1, done.size(), "tasks run, and those that were accepted");
    assertEquals(doneAtTheEnd, done.size(), "tasks run at the end, and when stop returned");
  }
}
