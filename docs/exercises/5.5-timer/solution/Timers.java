import java.util.ArrayList;
import java.util.PriorityQueue;

/**
 * Exercise 5.5, solved: a queue by time, and a number that says who was entered first. Who is due
 * is taken out before the first of them runs, so what they enter has to wait; and each is looked at
 * again before it runs, since one before it may have cancelled it.
 */
final class Timers {
  /** A task and its time; no two are the same. */
  private static final class Timer implements Comparable<Timer> {
    private final long due;
    private final long number; // in the order of entry
    private final Runnable task;
    private boolean cancelled;

    private Timer(long due, long number, Runnable task) {
      this.due = due;
      this.number = number;
      this.task = task;
    }

    @Override
    public int compareTo(Timer other) {
      // by difference: the clock may have passed from the greatest long to the smallest
      return due != other.due ? Long.signum(due - other.due) : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long entered;

  /**
   * Enters a task.
   *
   * @param millis from now on: 0, for at once, to a year
   * @return cancels the task; does nothing if it has run or is cancelled already
   */
  Runnable in(long now, long millis, Runnable task) {
    var timer = new Timer(now + millis * 1_000_000, entered++, task);
    timers.add(timer);
    return () -> {
      timer.cancelled = true;
      timers.remove(timer); // it shall not wake up the loop
    };
  }

  /**
   * How long select may sleep.
   *
   * @return milliseconds, rounded up: nobody wakes up too early. At least 1, even if a task is due:
   *     select(0) sleeps for ever. So 0 if no task is entered
   */
  long timeToNext(long now) {
    if (timers.isEmpty()) return 0;
    return Math.max(1, Math.ceilDiv(timers.peek().due - now, 1_000_000));
  }

  /** Runs the tasks whose time has come; a task is due when now is its time, or later. */
  void runDue(long now) {
    var due = new ArrayList<Timer>(); // what these tasks enter is for the next call
    while (!timers.isEmpty() && timers.peek().due - now <= 0) due.add(timers.remove());
    RuntimeException first = null;
    for (var timer : due) {
      if (timer.cancelled) continue; // by one before it in this very call
      try {
        timer.task.run();
      } catch (RuntimeException e) {
        if (first == null) first = e;
      }
    }
    if (first != null) throw first;
  }
}
