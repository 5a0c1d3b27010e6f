package toyredis.step2;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.SafeServerContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"synchronized, virtual", "synchronized, platform", "reentrant, virtual"})
class MutexServerTest extends SafeServerContract {
  MutexServerTest() {
    super(MutexServer.class);
  }
}
