package toyredis.step5;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.SafeServerContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"single-loop, loop", "look-ahead, loop", "multi-loop, loop"})
class NioServerTest extends SafeServerContract {
  NioServerTest() {
    super(NioServer.class);
  }
}
