package toyredis.lab.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "5s,5000",
    "1.5s,1500",
    "1m,60000",
    "0s,0",
    "0.001s,1",
    "1440m,86400000"
  })
  void aDurationIsANumberAndAUnit(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "-5s", "5 s", "5h", "1.s", "9999999999s", "86401s", "1441m"})
  void anythingElseIsNoDuration(String text) {
    assertThrows(TypeConversionException.class, () -> Durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0-99ms,0,99", "20ms,20,20", "500ms-1s,500,1000", "1-2s,1000,2000", "0ms-0ms,0,0"})
  void aRangeIsOneDurationOrTwo(String text, int from, int to) {
    assertEquals(new Durations.Range(from, to), new Durations.RangeConverter().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "5", "2s-1s", "99-0ms", "0-99", "1s-", "-1s"})
  void anythingElseIsNoRange(String text) {
    assertThrows(TypeConversionException.class, () -> new Durations.RangeConverter().convert(text));
  }
}
