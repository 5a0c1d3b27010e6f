package toyredis.step4;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.SafeServerContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"per-command, virtual", "per-command, platform", "batch, virtual"})
class SingleWriterServerTest extends SafeServerContract {
  SingleWriterServerTest() {
    super(SingleWriterServer.class);
  }
}
