import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import toyredis.check.Rival;

class Check {

  /** A lock that lets the rival in as soon as it is free again. */
  private static final class Watched extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private transient Runnable whenFree = () -> {};

    @Override
    public void unlock() {
      super.unlock();
      if (!isHeldByCurrentThread()) whenFree.run();
    }
  }

  @Test
  void appendsToAnEmptyAndToAFilledKey() {
    var store = new AppendStore(new ReentrantLock(), new HashMap<>());
    assertEquals(3, store.append("k", "abc"));
    assertEquals(5, store.append("k", "de"));
    assertEquals("abcde", store.get("k"));
  }

  @Test
  void aRivalThatComesAsSoonAsTheLockIsFreeIsNotOverwritten() throws InterruptedException {
    var lock = new Watched();
    var map = new HashMap<String, String>();
    var store = new AppendStore(lock, map);
    var rival = new Rival(() -> store.append("k", "b"));
    lock.whenFree = rival::comesNow;
    store.append("k", "a");
    assertTrue(rival.came(), "append did not take the lock");
    assertTrue(rival.finished(5_000), "the rival still waits: the lock was not given back");
    assertEquals(
        2,
        map.get("k").length(),
        "two clients appended one letter each, both were told so, and one letter is lost: length");
  }
}
