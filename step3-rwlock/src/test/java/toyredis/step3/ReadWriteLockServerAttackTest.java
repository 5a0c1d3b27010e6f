package toyredis.step3;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("variants")
class ReadWriteLockServerAttackTest extends ScarcityContract {
  ReadWriteLockServerAttackTest() {
    super(ReadWriteLockServer.class, true);
  }

  static List<Arguments> variants() {
    return tried(
        1,
        "rwlock virtual",
        "rwlock platform",
        "stamped virtual",
        "stamped platform",
        "concurrent-map virtual",
        "concurrent-map platform");
  }
}
