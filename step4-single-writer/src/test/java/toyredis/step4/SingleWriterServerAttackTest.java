package toyredis.step4;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"per-command, virtual", "batch, virtual"})
class SingleWriterServerAttackTest extends ScarcityContract {
  SingleWriterServerAttackTest() {
    super(SingleWriterServer.class, true);
  }
}
