package toyredis.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import toyredis.load.generator.Generator;
import toyredis.load.measure.Recording;
import toyredis.results.LoadSettings;

/**
 * What the thread that runs the load does in the warm-up and in the window: it waits, cuts the
 * recording every second, tells the observer, and sees when it is over.
 *
 * @param running ends when a generator fails
 * @param gone is done when the server's process has ended
 */
record Phase(
    LoadRun.Observer observer,
    List<Generator> generators,
    List<Future<?>> running,
    Future<?> gone,
    Recording recording,
    LoadSettings load) {

  /** How often the observer is told. */
  private static final Duration ROUND = Duration.ofMillis(100);

  /** With a number of operations, how often it is looked whether they are done. */
  private static final Duration COUNTING_ROUND = Duration.ofMillis(1);

  private static final double INTERVAL_SECONDS = 1;

  /** Lasts until each connection has been served once or has failed; false if it was cancelled. */
  boolean warmUp() throws InterruptedException {
    return run(true, load.warmupSeconds());
  }

  /** Lasts as long as the settings say; false if it was cancelled. */
  boolean window() throws InterruptedException {
    return run(false, load.seconds());
  }

  private boolean run(boolean warmingUp, double length) throws InterruptedException {
    long begin = System.nanoTime();
    boolean counting = !warmingUp && load.operations() > 0;
    long before = replies();
    for (; ; ) {
      if (observer.isCancelled()) return false;
      double seconds = (System.nanoTime() - begin) / 1e9;
      long replies = warmingUp ? 0 : replies() - before;
      long errors = generators.stream().mapToLong(g -> g.meter().failedOperations()).sum();
      observer.progress(new LoadRun.Progress(warmingUp, seconds, length, replies, errors));
      boolean done = seconds >= length || counting && replies >= load.operations();
      if (isOver(done, warmingUp)) return true;
      double left = length - seconds;
      if (recording.sinceCut() >= INTERVAL_SECONDS && left > INTERVAL_SECONDS / 2) {
        recording.cut(warmingUp);
      }
      long round = (counting ? COUNTING_ROUND : ROUND).toNanos();
      Thread.sleep(Duration.ofNanos(Math.clamp((long) (left * 1e9), 1_000_000, round)));
    }
  }

  private boolean isOver(boolean done, boolean warmingUp) {
    if (gone.isDone() || running.stream().anyMatch(Future::isDone)) return true;
    if (generators.stream().allMatch(Generator::allDead)) return true;
    return done && (!warmingUp || generators.stream().allMatch(Generator::allSettled));
  }

  private long replies() {
    return generators.stream().mapToLong(g -> g.meter().replies()).sum();
  }
}
