package toyredis.step1;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ServerContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"hashmap, virtual", "hashmap, platform"})
class NaiveMapServerTest extends ServerContract {
  NaiveMapServerTest() {
    super(NaiveMapServer.class);
  }
}
