import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import toyredis.check.Rival;

class Check {

  /** Calls the rival as soon as the first of the two locks is held. */
  private static final class Watched extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private transient Runnable whenTaken = () -> {};

    @Override
    public void lock() {
      super.lock();
      whenTaken.run();
    }
  }

  @Test
  void twoTransfersInOppositeDirectionsBothEnd() throws InterruptedException {
    var lockA = new Watched();
    var lockB = new Watched();
    var a = new Transfer.Account(1, lockA, 100);
    var b = new Transfer.Account(2, lockB, 100);
    var back = new Rival(() -> Transfer.transfer(b, a, 30));
    lockA.whenTaken = back::comesNow;
    lockB.whenTaken = back::comesNow;
    var there = Thread.ofPlatform().daemon().start(() -> Transfer.transfer(a, b, 10));
    there.join(3_000);
    assertTrue(
        !there.isAlive() && back.finished(3_000),
        "deadlock: one transfer holds A's lock and waits for B's, the other the other way round");
    assertEquals(120, a.balance, "balance of A");
    assertEquals(80, b.balance, "balance of B");
  }

  @Test
  void bothLocksAreHeldWhileTheBalancesChange() {
    var locksTaken = new int[1];
    var lockA = new Watched();
    var lockB = new Watched();
    lockA.whenTaken = () -> locksTaken[0]++;
    lockB.whenTaken = () -> locksTaken[0]++;
    Transfer.transfer(new Transfer.Account(1, lockA, 5), new Transfer.Account(2, lockB, 5), 5);
    assertEquals(2, locksTaken[0], "locks taken");
    assertTrue(!lockA.isLocked() && !lockB.isLocked(), "a lock is still held at the end");
  }
}
