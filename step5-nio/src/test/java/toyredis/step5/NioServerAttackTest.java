package toyredis.step5;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("variants")
class NioServerAttackTest extends ScarcityContract {
  NioServerAttackTest() {
    super(NioServer.class, true);
  }

  static List<Arguments> variants() {
    return tried(1, "single-loop loop", "look-ahead loop");
  }
}
