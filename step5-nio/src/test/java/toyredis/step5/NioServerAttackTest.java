package toyredis.step5;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"single-loop, loop", "multi-loop, loop"})
class NioServerAttackTest extends ScarcityContract {
  NioServerAttackTest() {
    super(NioServer.class, true);
  }
}
