package toyredis.step2;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"synchronized, virtual"})
class MutexServerAttackTest extends ScarcityContract {
  MutexServerAttackTest() {
    super(MutexServer.class, true);
  }
}
