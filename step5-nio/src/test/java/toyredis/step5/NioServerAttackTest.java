package toyredis.step5;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.HardenedContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"single-loop, loop", "multi-loop, loop"})
class NioServerAttackTest extends HardenedContract {
  NioServerAttackTest() {
    super(NioServer.class, true);
  }
}
