import java.util.ArrayList;
import java.util.List;

/**
 * Exercise 5.5: the loop has an alarm clock.
 *
 * <p>Closing silent clients, keys that expire, a retry in half a second: the loop must also do
 * something at a time, and has one thread only. So it asks {@link #timeToNext} how long it may
 * sleep, calls {@code selector.select(thatLong)}, serves who is ready, and calls {@link #runDue}.
 * Write this class.
 *
 * <p>{@code now} is what {@code System.nanoTime()} says; the loop hands it in. That clock begins
 * anywhere, and may pass from {@code Long.MAX_VALUE} to {@code Long.MIN_VALUE}: only the difference
 * of two times means something.
 *
 * <p>Tasks run in the order of their times; of two with the same time, the one that was entered
 * first. A task may enter and cancel others. What it enters runs in a later call of {@code runDue},
 * even if it is due at once; what it cancels does not run any more. If a task throws a
 * RuntimeException, the others that are due run all the same, then {@code runDue} throws the first
 * exception. No task runs twice, and one that has run is not kept.
 */
final class Timers {
  /** A task and its time. */
  private record Timer(long due, Runnable task) {}

  private final List<Timer> timers = new ArrayList<>();

  /**
   * Enters a task.
   *
   * @param millis from now on: 0, for at once, to a year
   * @return cancels the task; does nothing if it has run or is cancelled already
   */
  Runnable in(long now, long millis, Runnable task) {
    var timer = new Timer(now + millis * 1_000_000, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /**
   * How long select may sleep.
   *
   * @return milliseconds, rounded up: nobody wakes up too early. At least 1, even if a task is due:
   *     select(0) sleeps for ever. So 0 if no task is entered
   */
  long timeToNext(long now) {
    return timers.isEmpty() ? 0 : (timers.getFirst().due() - now) / 1_000_000;
  }

  /** Runs the tasks whose time has come; a task is due when now is its time, or later. */
  void runDue(long now) {
    for (var timer : timers) {
      if (timer.due() <= now) timer.task().run();
    }
  }
}
