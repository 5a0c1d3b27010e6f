package toyredis.step1;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("variants")
class NaiveMapServerAttackTest extends ScarcityContract {
  NaiveMapServerAttackTest() {
    super(NaiveMapServer.class, false);
  }

  static List<Arguments> variants() {
    return tried(1, "hashmap virtual", "hashmap platform");
  }
}
