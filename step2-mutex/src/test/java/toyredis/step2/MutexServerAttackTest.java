package toyredis.step2;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.server.ScarcityContract;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("variants")
class MutexServerAttackTest extends ScarcityContract {
  MutexServerAttackTest() {
    super(MutexServer.class, true);
  }

  static List<Arguments> variants() {
    return tried(
        1,
        "synchronized virtual",
        "synchronized platform",
        "reentrant virtual",
        "reentrant platform");
  }
}
