import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Exercise 4.4, solved: whether the owner still accepts, and what it has accepted, change under one
 * monitor, so each task comes before the end or after it. Nobody is interrupted; the owner is woken
 * to look, as for a task.
 */
final class Owner {
  private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by this, as the three below
  private boolean stopping;
  private boolean done;
  private Thread thread;

  /** Accepts a task, or throws an IllegalStateException. */
  synchronized void submit(Runnable task) {
    if (stopping) throw new IllegalStateException("the owner has stopped");
    tasks.add(task);
    notifyAll();
  }

  /** Runs tasks until the end; called once, by the owner's thread. */
  void run() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    for (var task = next(); task != null; task = next()) {
      try {
        task.run(); // outside of the monitor: a task may submit, and stop
      } catch (Throwable e) {
        // the task's matter, not the next one's
      }
    }
  }

  /** The next task; null at the end. */
  private synchronized Runnable next() {
    while (tasks.isEmpty() && !stopping) {
      try {
        wait();
      } catch (InterruptedException e) {
        // meant for a task that is over
      }
    }
    if (tasks.isEmpty()) {
      done = true;
      notifyAll();
    }
    return tasks.poll();
  }

  /** Returns when all is done that was accepted; called by a task, it returns at once. */
  synchronized void stop() throws InterruptedException {
    stopping = true;
    notifyAll();
    if (Thread.currentThread() == thread) return;
    while (!done) wait();
  }
}
