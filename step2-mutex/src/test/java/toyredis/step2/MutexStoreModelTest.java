package toyredis.step2;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import toyredis.server.ModelCheck;
import toyredis.server.StoreOperations;

class MutexStoreModelTest {

  @Test
  void theMonitorMakesTheMapLinearizable() {
    ModelCheck.linearizable(SynchronizedOperations.class);
  }

  @Test
  @Tag("slow")
  void theExplicitLockMakesTheMapLinearizable() {
    ModelCheck.linearizable(ReentrantLockOperations.class);
  }

  /** Made by Lincheck. */
  public static final class SynchronizedOperations extends StoreOperations.WholeMap {
    public SynchronizedOperations() {
      super(new SynchronizedStore());
    }
  }

  /** Made by Lincheck. */
  public static final class ReentrantLockOperations extends StoreOperations.WholeMap {
    public ReentrantLockOperations() {
      super(new ReentrantLockStore());
    }
  }
}
