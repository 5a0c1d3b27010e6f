package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, -1, -10, 123456789, Long.MAX_VALUE, Long.MIN_VALUE})
  void readsBackWhatItWrote(long number) {
    var text = Decimal.toBytes(number);
    assertTrue(Decimal.isValid(text, 0, text.length));
    assertEquals(number, Decimal.parse(text, 0, text.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-0",
        "-01",
        " 1",
        "1 ",
        "1.0",
        "0x1",
        "1e3",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "１"
      })
  void refusesWhatRedisRefuses(String text) {
    var bytes = text.getBytes(ISO_8859_1);
    assertFalse(Decimal.isValid(bytes, 0, bytes.length), text);
  }

  @Test
  void anAbsentValueCountsAsZero() {
    assertEquals(-5, Decimal.add(null, -5));
  }

  @Test
  void aSumThatDoesNotFitIsRefused() {
    var most = Decimal.toBytes(Long.MAX_VALUE);
    var least = Decimal.toBytes(Long.MIN_VALUE);
    assertThrows(CommandException.class, () -> Decimal.add(most, 1));
    assertThrows(CommandException.class, () -> Decimal.add(least, -1));
    assertEquals(-1, Decimal.add(most, Long.MIN_VALUE));
  }
}
