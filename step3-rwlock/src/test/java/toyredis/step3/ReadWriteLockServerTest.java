package toyredis.step3;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.SafeServerContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"rwlock, virtual", "rwlock, platform", "stamped, virtual", "concurrent-map, virtual"})
class ReadWriteLockServerTest extends SafeServerContract {
  ReadWriteLockServerTest() {
    super(ReadWriteLockServer.class);
  }
}
