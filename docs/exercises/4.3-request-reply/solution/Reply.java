/**
 * Exercise 4.3, solved: whether it is filled, and with what, is written and read under one monitor.
 * Who waits looks and falls asleep in one go, so the owner cannot come in between.
 */
final class Reply<T> {
  private boolean filled; // guarded by this, as the two below
  private T value;
  private Exception failure;

  /** Fills it with a value, which may be null. */
  void put(T value) {
    fill(value, null);
  }

  /** Fills it with a failure. */
  void fail(Exception why) {
    fill(null, why);
  }

  private synchronized void fill(T value, Exception failure) {
    if (filled) throw new IllegalStateException("the reply is there already");
    filled = true;
    this.value = value;
    this.failure = failure;
    notifyAll(); // any number may wait
  }

  /** Waits until it is filled; answers the value, or throws the very exception of the failure. */
  synchronized T await() throws Exception {
    while (!filled) wait();
    if (failure != null) throw failure;
    return value;
  }
}
