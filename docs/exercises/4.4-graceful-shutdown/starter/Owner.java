import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Exercise 4.4: an orderly end.
 *
 * <p>The owner's thread calls {@link #run} once and runs what others submit, one after the other,
 * in order. {@link #stop} asks it to end. What was accepted before is run; what comes later is
 * refused with an IllegalStateException; there is nothing between the two. When stop returns, all
 * that was accepted is done. Soon after, run returns.
 *
 * <p>Stop may be called twice, by two threads at the same time, and also by a task: there it cannot
 * wait, for the task is part of what it would wait for, so it returns at once. Nobody waits for
 * ever, and who waits sleeps until it is woken. A task is never interrupted by the end, and neither
 * a task that throws nor one that leaves its thread's interrupt flag set ends the owner. Who waits
 * in stop may be interrupted, and then ends with an InterruptedException; the end goes on.
 */
final class Owner {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private volatile boolean stopped;
  private volatile Thread thread;

  /** Accepts a task, or throws an IllegalStateException. */
  void submit(Runnable task) {
    if (stopped) throw new IllegalStateException("the owner has stopped");
    tasks.add(task);
  }

  /** Runs tasks until the end; called once, by the owner's thread. */
  void run() {
    thread = Thread.currentThread();
    try {
      while (!stopped) tasks.take().run();
    } catch (InterruptedException e) {
      // it is told to end
    }
  }

  /** Returns when all is done that was accepted; called by a task, it returns at once. */
  void stop() throws InterruptedException {
    stopped = true;
    if (thread == null) return;
    thread.interrupt();
    thread.join();
  }
}
