/**
 * Exercise 3.4, solved: writers who wait are counted, and readers wait for them too. Who gives up
 * takes itself out of the count, and tells those who waited because of it.
 */
final class OwnReadWriteLock {
  private int readers; // inside; guarded by this
  private int waitingWriters; // guarded by this
  private boolean writing; // guarded by this

  synchronized void lockRead() throws InterruptedException {
    while (writing || waitingWriters > 0) wait();
    readers++;
  }

  synchronized void unlockRead() {
    readers--;
    notifyAll();
  }

  synchronized void lockWrite() throws InterruptedException {
    waitingWriters++;
    try {
      while (writing || readers > 0) wait();
      writing = true;
    } finally {
      waitingWriters--;
      if (!writing) notifyAll(); // it gave up
    }
  }

  synchronized void unlockWrite() {
    writing = false;
    notifyAll();
  }
}
