/**
 * Exercise 3.4: a read-write lock of your own.
 *
 * <p>Any number of readers may be inside together, or one writer alone. As it stands a writer may
 * starve: as long as readers keep coming, it never gets in. Make it prefer writers: a reader who
 * comes while a writer waits does not go in before that writer.
 *
 * <p>Everybody gets in in the end, once those before it have left. Waiting costs no CPU time. A
 * thread that is interrupted while it waits ends with InterruptedException, and is as if it had
 * never come: readers who waited because of it go on at once. The lock need not be reentrant, and
 * whoever unlocks may be another thread than the one that locked.
 */
final class OwnReadWriteLock {
  private int readers; // inside; guarded by this
  private boolean writing; // guarded by this

  synchronized void lockRead() throws InterruptedException {
    while (writing) wait();
    readers++;
  }

  synchronized void unlockRead() {
    readers--;
    notify();
  }

  synchronized void lockWrite() throws InterruptedException {
    while (writing || readers > 0) wait();
    writing = true;
  }

  synchronized void unlockWrite() {
    writing = false;
    notify();
  }
}
