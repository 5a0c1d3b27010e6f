package toyredis.step3;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import toyredis.server.Interleaving;
import toyredis.server.ModelCheck;
import toyredis.server.StoreOperations;

class ReadWriteLockStoreModelTest {

  @Test
  void theReadWriteLockMakesTheMapLinearizable() {
    ModelCheck.linearizable(ReadWriteLockOperations.class);
  }

  @Test
  @Tag("slow")
  void theStampedLockMakesTheMapLinearizable() {
    ModelCheck.linearizable(StampedLockOperations.class);
  }

  @Test
  void theConcurrentMapIsLinearizableKeyByKey() {
    ModelCheck.linearizable(ConcurrentMapOperations.class);
  }

  @Test
  void aGetAndThenAPutOfTheConcurrentMapIsNot() throws IOException {
    Interleaving.fails(GetThenPut.class, "step3-get-then-put.txt");
  }

  /** Made by Lincheck. */
  public static final class ReadWriteLockOperations extends StoreOperations.WholeMap {
    public ReadWriteLockOperations() {
      super(new ReadWriteLockStore());
    }
  }

  /** Made by Lincheck. */
  public static final class StampedLockOperations extends StoreOperations.WholeMap {
    public StampedLockOperations() {
      super(new StampedLockStore());
    }
  }

  /**
   * Made by Lincheck. Without KEYS and DBSIZE: they may or may not see what is written meanwhile,
   * and the store promises no more.
   */
  public static final class ConcurrentMapOperations extends StoreOperations {
    public ConcurrentMapOperations() {
      super(new ConcurrentMapStore());
    }
  }
}
