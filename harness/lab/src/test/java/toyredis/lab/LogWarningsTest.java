package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogWarningsTest {

  @Test
  void whatJedisAndLettuceLogAsAWarningIsSeenAndNothingLess() {
    try (var log = new LogWarnings()) {
      LoggerFactory.getLogger("redis.clients.jedis").warn("of Jedis");
      LoggerFactory.getLogger("redis.clients.jedis").info("no warning");
      InternalLoggerFactory.getInstance("io.lettuce.core").warn("of Lettuce");
      assertEquals(
          List.of("redis.clients.jedis: of Jedis", "io.lettuce.core: of Lettuce"), log.warnings());
    }
  }
}
