package toyredis.step1;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"hashmap, virtual"})
class NaiveMapServerAttackTest extends ScarcityContract {
  NaiveMapServerAttackTest() {
    super(NaiveMapServer.class, false);
  }
}
