/**
 * Exercise 1.3: prove it broken.
 *
 * <p>A test that starts two clients and hopes that they meet passes nearly always, however broken
 * the counter is. Write one that needs no luck: {@link #loses} answers whether a counter can lose
 * one of two INCRs.
 *
 * <p>The counter calls your {@code pause} between its read and its write, in whatever thread does
 * them; perhaps more than once, perhaps never. In the first pause let the second client's INCR
 * happen, whole; then let the first one go on, and look at the value. But a right counter may make
 * the second client wait until the first one has written. Then the pause must end although the
 * second INCR has not: {@link Thread#getState} says BLOCKED, WAITING or TIMED_WAITING of a thread
 * that waits, and RUNNABLE of one that still works, however slowly.
 *
 * <p>Make one counter and send it exactly two INCRs, from two threads; its value need not begin at
 * 0. The answer is the same every time. If the clients are quick it comes within 0.8 s, and when it
 * is there both INCRs have ended and none of your threads is left.
 */
final class Proof {

  interface Counter {
    void increment();

    long value();
  }

  /** Makes a counter that calls {@code pause} between its read and its write. */
  interface Maker {
    Counter make(Runnable pause);
  }

  static boolean loses(Maker maker) throws InterruptedException {
    var counter = maker.make(() -> {});
    var first = new Thread(counter::increment);
    var second = new Thread(counter::increment);
    first.start();
    second.start();
    first.join();
    second.join();
    return counter.value() != 2;
  }
}
