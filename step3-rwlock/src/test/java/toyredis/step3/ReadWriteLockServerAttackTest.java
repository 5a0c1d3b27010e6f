package toyredis.step3;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"rwlock, virtual"})
class ReadWriteLockServerAttackTest extends ScarcityContract {
  ReadWriteLockServerAttackTest() {
    super(ReadWriteLockServer.class, true);
  }
}
