package toyredis.lab.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.LabRun;

class ServerTest {
  private static final Server.Converter CONVERTER = new Server.Converter();

  @ParameterizedTest
  @CsvSource(
      value = {
        "step4, step4, ''",
        "4/batch, step4/batch, --variant batch",
        "step2/platform, step2/platform, --threads platform",
        "step2-mutex/reentrant/platform/, step2/reentrant/platform,"
            + " --variant reentrant --threads platform",
      })
  void aStepMayBeFollowedByVariantAndThreads(String name, String label, String options) {
    var step = assertInstanceOf(Server.OfStep.class, CONVERTER.convert(name));
    assertEquals(label, step.label());
    assertEquals(options, String.join(" ", step.options()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "redis", "null", "localhost:6379"})
  void anyOtherServerIsCalledAsItIsNamed(String name) {
    assertEquals(name, CONVERTER.convert(name).label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "step2/platform/reentrant",
        "step2/a/b",
        "step2/virtual/platform",
        "step2/stamped",
        "step5/platform"
      })
  void anythingElseIsRefused(String name) {
    assertThrows(TypeConversionException.class, () -> CONVERTER.convert(name));
  }

  @Test
  void anOptionThatTheNameHasAlreadySaidIsRefused() {
    var twice = LabRun.of("load", "step2/reentrant", "--variant", "synchronized");
    assertEquals(2, twice.exit());
    assertTrue(twice.err().contains("said twice"), twice.err());
    assertEquals(2, LabRun.of("load", "redis", "--threads", "platform").exit());
  }
}
