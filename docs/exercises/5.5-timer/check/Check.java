import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

class Check {
  private static final long MILLI = 1_000_000;
  private static final long DAY = 24 * 3_600_000L; // in milliseconds

  /** Where the clock may stand when the server starts; near its end, as well. */
  private static final long[] STARTS = {
    0, 1, 123_456_789_012L, -5 * MILLI, -DAY * MILLI, Long.MAX_VALUE - 20 * MILLI, Long.MIN_VALUE
  };

  private final List<String> ran = new ArrayList<>();

  private Runnable task(String name) {
    return () -> ran.add(name);
  }

  private static String clock(long start) {
    return start == 0 ? "" : " (the clock began at %d)".formatted(start);
  }

  @Test
  @Order(1)
  void tasksRunInTheOrderOfTheirTimes() {
    for (var start : STARTS) {
      ran.clear();
      var timers = new Timers();
      for (var millis : new long[] {30, 10, 50, 20, 40, 25}) {
        timers.in(start, millis, task(millis + " ms"));
      }
      timers.runDue(start + 60 * MILLI);
      assertEquals(
          List.of("10 ms", "20 ms", "25 ms", "30 ms", "40 ms", "50 ms"),
          ran,
          "order in which the tasks ran" + clock(start));
      ran.clear();
      for (var seconds : new long[] {3, 365 * DAY / 1_000, 1, 4, 30 * DAY / 1_000, 7}) {
        timers.in(start, seconds * 1_000, task(seconds + " s"));
      }
      timers.runDue(start + 366 * DAY * MILLI);
      assertEquals(
          List.of("1 s", "3 s", "4 s", "7 s", "2592000 s", "31536000 s"),
          ran,
          "order in which tasks of long times ran" + clock(start));
    }
  }

  @Test
  @Order(2)
  void nobodyRunsTooEarlyOrTwice() {
    for (var start : STARTS) {
      ran.clear();
      var timers = new Timers();
      timers.in(start, 10, task("10 ms"));
      timers.in(start, 30, task("30 ms"));
      timers.in(start, 0, task("at once"));
      timers.runDue(start);
      assertEquals(List.of("at once"), ran, "what ran after 0 ms" + clock(start));
      timers.runDue(start + 10 * MILLI - 1);
      assertEquals(List.of("at once"), ran, "what ran 1 ns before 10 ms" + clock(start));
      timers.runDue(start + 10 * MILLI);
      assertEquals(List.of("at once", "10 ms"), ran, "what ran at 10 ms exactly" + clock(start));
      timers.runDue(start + 11 * MILLI);
      timers.runDue(start + 40 * MILLI);
      timers.runDue(start + 50 * MILLI);
      assertEquals(List.of("at once", "10 ms", "30 ms"), ran, "what ran in all" + clock(start));
    }
  }

  @Test
  @Order(3)
  void ofTwoWithTheSameTimeTheOneEnteredFirstRunsFirst() {
    var timers = new Timers();
    var expected = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      timers.in(0, i % 2 == 0 ? 10 : 20, task("" + i));
      // the same time by another way
      timers.in(5 * MILLI, i % 2 == 0 ? 5 : 15, task(i + "'"));
    }
    for (var from = 0; from < 2; from++) {
      for (var i = from; i < 40; i += 2) {
        expected.add("" + i);
        expected.add(i + "'");
      }
    }
    timers.runDue(100 * MILLI);
    assertEquals(expected, ran, "order in which the tasks of 10 ms, then those of 20 ms, ran");
  }

  @Test
  @Order(4)
  void selectSleepsUntilTheNextTaskAndNeverForEver() {
    for (var start : STARTS) {
      var timers = new Timers();
      assertEquals(0, timers.timeToNext(start), "milliseconds for select without any task");
      timers.in(start, 365 * DAY, task("in a year"));
      sleeps(timers, start, 365 * DAY, "365 days");
      timers.in(start, 30 * DAY, task("in 30 days"));
      sleeps(timers, start, 30 * DAY, "30 days");
      timers.in(start, 10, task("in 10 ms"));
      var due = start + 10 * MILLI;
      sleeps(timers, start, 10, "10 ms");
      sleeps(timers, start + 1, 10, "10 ms less 1 ns");
      sleeps(timers, due - 2 * MILLI - 1, 3, "2 ms and 1 ns");
      sleeps(timers, due - 2 * MILLI, 2, "2 ms");
      sleeps(timers, due - 2 * MILLI + 1, 2, "2 ms less 1 ns");
      sleeps(timers, due - MILLI, 1, "1 ms");
      sleeps(timers, due - 600_000, 1, "0.6 ms");
      sleeps(timers, due - 1, 1, "1 ns");
      sleeps(timers, due, 1, "nothing: it is due");
      sleeps(timers, due + 5_000 * MILLI, 1, "nothing: it is overdue by 5 s");
      timers.runDue(due);
      sleeps(timers, due, 30 * DAY - 10, "30 days less 10 ms");
    }
  }

  private static void sleeps(Timers timers, long now, long expected, String left) {
    var millis = timers.timeToNext(now);
    if (millis == expected) return;
    fail(
        "The time left to the next task is %s. select was to sleep %d ms, and timeToNext answered %d%s."
            .formatted(left, expected, millis, millis == 0 ? ": select(0) sleeps for ever" : ""));
  }

  @Test
  @Order(5)
  void aCancelledTaskDoesNotRunNorWakeUpTheLoop() {
    var timers = new Timers();
    var first = timers.in(0, 10, task("first"));
    var second = timers.in(0, 20, task("second"));
    timers.in(0, 30, task("third"));
    first.run();
    assertEquals(20, timers.timeToNext(0), "milliseconds for select, the task of 10 ms cancelled");
    first.run();
    timers.runDue(25 * MILLI);
    assertEquals(List.of("second"), ran, "what ran, the first cancelled");
    second.run(); // too late
    timers.runDue(40 * MILLI);
    assertEquals(List.of("second", "third"), ran, "what ran in all");
    timers.in(40 * MILLI, 10, task("last")).run();
    assertEquals(
        0, timers.timeToNext(0), "milliseconds for select, when the only task is cancelled");
  }

  @Test
  @Order(6)
  void ofTwoEqualTasksOnlyTheOneMeantIsCancelled() {
    var timers = new Timers();
    var same = task("same");
    timers.in(0, 10, same);
    var cancel = timers.in(0, 10, same);
    timers.in(0, 10, same);
    cancel.run();
    cancel.run();
    timers.runDue(10 * MILLI);
    assertEquals(List.of("same", "same"), ran, "the same task entered three times, cancelled once");
    timers.in(0, 10, same);
    cancel.run();
    timers.runDue(10 * MILLI);
    assertEquals(3, ran.size(), "runs, after an old cancellation came again");
    ran.clear();
    var late = timers.in(0, 20, task("late"));
    timers.in(0, 20, task("later"));
    timers.in(0, 20, task("last"));
    late.run();
    timers.runDue(20 * MILLI);
    assertEquals(
        List.of("later", "last"), ran, "what ran, the first of three of the same time cancelled");
  }

  @Test
  @Order(7)
  void aTaskCanCancelAnotherThatIsDue() {
    var timers = new Timers();
    var cancels = new ArrayList<Runnable>();
    timers.in(0, 5, task("before"));
    timers.in(
        0,
        10,
        () -> {
          ran.add("cancels");
          cancels.forEach(Runnable::run);
        });
    cancels.add(timers.in(0, 10, task("of the same time")));
    cancels.add(timers.in(0, 20, task("later, due too")));
    cancels.add(timers.in(0, 90, task("not due")));
    cancels.add(timers.in(0, 1, task("has run")));
    timers.in(0, 30, task("after"));
    timers.runDue(50 * MILLI);
    timers.runDue(100 * MILLI);
    assertEquals(
        List.of("has run", "before", "cancels", "after"),
        ran,
        "what ran, though a task cancelled some");
    assertEquals(0, timers.timeToNext(100 * MILLI), "milliseconds for select at the end");
  }

  @Test
  @Order(8)
  void whatATaskEntersRunsInALaterCall() {
    for (var start : STARTS) {
      ran.clear();
      var timers = new Timers();
      var runs = new int[1];
      var now = new long[] {start};
      var again = new Runnable[1];
      again[0] =
          () -> {
            if (++runs[0] > 1_000) {
              throw new AssertionError(
                  "A task that enters itself again with 0 ms ran a thousand times in one call of"
                      + " runDue: nobody else is served meanwhile.");
            }
            timers.in(now[0], 0, again[0]);
          };
      timers.in(start, 5, again[0]);
      timers.in(start, 7, () -> timers.in(now[0], 5, task("in 5 ms")));
      timers.in(start, 8, task("was there"));
      now[0] = start + 10 * MILLI;
      timers.runDue(now[0]);
      assertEquals(
          1, runs[0], "runs of a task that enters itself with 0 ms, in one call of runDue");
      assertEquals(List.of("was there"), ran, "others that ran" + clock(start));
      assertEquals(
          1, timers.timeToNext(start + 10 * MILLI), "milliseconds for select, a task being due");
      timers.runDue(now[0]);
      assertEquals(2, runs[0], "runs of that task after the next call");
      now[0] = start + 15 * MILLI;
      timers.runDue(now[0]);
      assertEquals(List.of("was there", "in 5 ms"), ran, "others that ran in all" + clock(start));
    }
  }

  @Test
  @Order(9)
  void aTaskThatThrowsKeepsNobodyFromRunning() {
    var timers = new Timers();
    var first = new IllegalStateException("the first");
    timers.in(0, 1, task("before"));
    timers.in(
        0,
        2,
        () -> {
          ran.add("throws");
          timers.in(10 * MILLI, 5, task("entered by the one that throws"));
          throw first;
        });
    timers.in(0, 3, task("behind it"));
    timers.in(
        0,
        4,
        () -> {
          ran.add("throws too");
          throw new IllegalArgumentException("the second");
        });
    timers.in(0, 5, task("the last"));
    timers.in(0, 20, task("not due"));
    RuntimeException seen = null;
    try {
      timers.runDue(10 * MILLI);
    } catch (RuntimeException e) {
      seen = e;
    }
    assertEquals(
        List.of("before", "throws", "behind it", "throws too", "the last"),
        ran,
        "what ran, though two tasks threw");
    assertTrue(seen != null, "A task threw, and the caller of runDue did not hear of it.");
    assertSame(first, seen, "what runDue threw");
    assertEquals(5, timers.timeToNext(10 * MILLI), "milliseconds for select afterwards");
    ran.clear();
    timers.runDue(20 * MILLI);
    assertEquals(
        List.of("entered by the one that throws", "not due"), ran, "what ran in the next call");
  }

  @Test
  @Order(10)
  void eachLoopHasItsOwnTimers() {
    var one = new Timers();
    var other = new Timers();
    one.in(0, 10, task("one"));
    other.in(0, 20, task("other"));
    assertEquals(20, other.timeToNext(0), "milliseconds for select of the other loop");
    one.runDue(50 * MILLI);
    assertEquals(List.of("one"), ran, "what ran in one loop");
  }

  @Test
  @Order(11)
  void whatHasRunIsForgotten() {
    var timers = new Timers();
    timers.in(0, 1_000, task("not due"));
    var large = entersAndRuns(timers);
    var giveUp = System.nanoTime() + 3_000 * MILLI;
    while (large.get() != null) {
      System.gc();
      if (System.nanoTime() > giveUp) {
        fail(
            "A task that has run is still kept: after a year of timers, nothing is left for"
                + " others.");
      }
    }
    assertEquals(1_000 - 10, timers.timeToNext(10 * MILLI), "milliseconds for select");
  }

  private static WeakReference<byte[]> entersAndRuns(Timers timers) {
    var large = new byte[1_000_000];
    timers.in(0, 5, () -> large[0]++);
    timers.runDue(10 * MILLI);
    return new WeakReference<>(large);
  }

  /** What a right one would do, slowly. */
  private static final class Model {
    private record Entry(long due, int number) {}

    private final List<Entry> entries = new ArrayList<>();

    private List<Integer> run(long now) {
      var due = entries.stream().filter(entry -> entry.due <= now).sorted(order()).toList();
      entries.removeAll(due);
      return due.stream().map(Entry::number).toList();
    }

    private static Comparator<Entry> order() {
      return Comparator.comparingLong(Entry::due).thenComparingInt(Entry::number);
    }

    private long timeToNext(long now) {
      return entries.stream()
          .min(order())
          .map(entry -> Math.max(1, Math.ceilDiv(entry.due - now, MILLI)))
          .orElse(0L);
    }
  }

  @Test
  @Order(12)
  void aLongLifeOfEnteringAndCancelling() {
    for (var start : STARTS) {
      for (var seed = 0; seed < 10; seed++) {
        var random = new Random(seed);
        var timers = new Timers();
        var model = new Model(); // its clock begins at 0
        var cancels = new ArrayList<Runnable>();
        var numbers = new ArrayList<Integer>();
        var now = 0L;
        for (var i = 0; i < 400; i++) {
          switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
              var millis = random.nextInt(20);
              var number = cancels.size();
              cancels.add(timers.in(start + now, millis, () -> numbers.add(number)));
              model.entries.add(new Model.Entry(now + millis * MILLI, number));
            }
            case 3 -> {
              if (cancels.isEmpty()) continue;
              var which = random.nextInt(cancels.size());
              cancels.get(which).run();
              model.entries.removeIf(entry -> entry.number == which);
            }
            default -> {
              now += random.nextInt(4) * MILLI + random.nextInt((int) MILLI);
              numbers.clear();
              timers.runDue(start + now);
              assertEquals(
                  model.run(now),
                  numbers,
                  "tasks that ran, by the order of their entry" + clock(start));
            }
          }
          assertEquals(
              model.timeToNext(now),
              timers.timeToNext(start + now),
              "milliseconds for select after a long life" + clock(start));
        }
      }
    }
  }
}
