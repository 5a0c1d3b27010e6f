package toyredis.step1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import toyredis.server.Interleaving;
import toyredis.server.ModelCheck;
import toyredis.server.Store;
import toyredis.server.StoreOperations;

class NaiveMapStoreModelTest {

  @Test
  void theMapIsNotLinearizable() {
    assertThrows(
        LincheckAssertionError.class, () -> ModelCheck.linearizable(NaiveOperations.class));
  }

  @Test
  void twoIncrementsCanCountAsOne() throws IOException {
    Interleaving.fails(Increment.class, "step1-increment.txt");
  }

  /** Made by Lincheck. */
  public static final class NaiveOperations extends StoreOperations.WholeMap {
    public NaiveOperations() {
      super(new NaiveMapStore());
    }
  }

  /** A counter at 41. Made by Lincheck. */
  public static final class Increment {
    private final NaiveMapStore store = new NaiveMapStore();

    public Increment() {
      store.set("visits", "41".getBytes(ISO_8859_1), Store.Condition.ALWAYS);
    }

    @Operation
    public long increment() {
      return store.increment("visits", 1);
    }
  }
}
