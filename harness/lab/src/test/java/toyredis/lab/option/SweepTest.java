package toyredis.lab.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.LoadSettings.Mix;

class SweepTest {
  private static final LoadSettings LOAD = LoadSettings.closedLoop(50);

  private static LoadSettings at(String parameter, String value) {
    return new Sweep.Converter().convert(parameter + "=" + value).at(value, LOAD);
  }

  @Test
  void eachParameterChangesItsOwnSettingAlone() {
    assertEquals(LOAD.withConnections(200), at("connections", "200"));
    assertEquals(LOAD.withMix(new Mix(95, 5, 0, 0, 0)), at("read-share", "0.95"));
    assertEquals(LOAD.withPipeline(16), at("pipeline", "16"));
    assertEquals(LOAD.withValueBytes(512, 512), at("value-size", "512"));
    assertEquals(LOAD, Sweep.NONE.at("", LOAD));
  }

  @Test
  void aRateOpensTheLoop() {
    assertEquals(new Arrivals(Loop.CONSTANT, 5000, 0, 0), at("rate", "5000").arrivals());
    var poisson = LOAD.withArrivals(new Arrivals(Loop.POISSON, 1, 0, 0));
    var sweep = new Sweep.Converter().convert("rate=70");
    assertEquals(new Arrivals(Loop.POISSON, 70, 0, 0), sweep.at("70", poisson).arrivals());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections",
        "warp=9",
        "=5",
        "connections=",
        "a=b=c",
        "pipeline=1,,2",
        "rate=1,1"
      })
  void whatIsNoSweepIsRefused(String text) {
    var e = assertThrows(TypeConversionException.class, () -> new Sweep.Converter().convert(text));
    assertTrue(e.getMessage().contains(text.replaceFirst("=9", "")), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "connections, many, many",
    "connections, 0, connections",
    "read-share, 1.5, 1.5",
    "read-share, 80 %, 80 %"
  })
  void aValueThatTheParameterCannotTakeIsNamed(String parameter, String value, String named) {
    var e = assertThrows(IllegalArgumentException.class, () -> at(parameter, value));
    assertTrue(e.getMessage().contains(named), e.getMessage());
  }
}
