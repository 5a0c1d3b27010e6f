package toyredis.step4;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.HardenedContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"per-command, virtual", "batch, virtual"})
class SingleWriterServerAttackTest extends HardenedContract {
  SingleWriterServerAttackTest() {
    super(SingleWriterServer.class, true);
  }
}
