package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*, \"\", true",
        "*, abc, true",
        "**, abc, true",
        "**, \"\", false",
        "a*c, abbbc, true",
        "a*c, abbbd, false",
        "a*b*c, axbxbxc, true",
        "?, a, true",
        "?, \"\", false",
        "h[ae]llo, hallo, true",
        "h[ae]llo, hillo, false",
        "h[^e]llo, hallo, true",
        "h[^e]llo, hello, false",
        "h[a-c]llo, hbllo, true",
        "h[c-a]llo, hbllo, true",
        "[a-, a, true",
        "[abc, c, true",
        "[a-c, b, true",
        "[], a, false",
        "\\*, *, true",
        "\\*, a, false",
        "[\\]], ], true",
        "a\\, a\\, true",
        "\"\", \"\", true",
        "\"\", a, false",
      })
  void matchesAsRedisDoes(String pattern, String text, boolean matches) {
    assertEquals(matches, new Glob(pattern).matches(text));
  }

  /** Redis takes these for hostile, and its tests have their like; what matches, matches here. */
  @Test
  void manyStarsAreMatchedAsFewAre() {
    for (var stars : new int[] {20, 999, 1_000, 50_000}) {
      var text = "a".repeat(stars);
      assertFalse(new Glob("a*".repeat(stars) + "b").matches(text));
      assertFalse(new Glob("*?".repeat(stars) + "b").matches(text));
      assertFalse(new Glob("*[^b]".repeat(stars) + "?").matches(text));
      assertTrue(new Glob("*?".repeat(stars)).matches(text));
      assertTrue(new Glob("*\\a".repeat(stars) + "*").matches(text));
    }
  }

  @Test
  void aHostilePatternTakesNoLongerThanTheProductOfBothLengths() {
    var pattern = new Glob("*a".repeat(500) + "b");
    var matches =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> pattern.matches("a".repeat(100_000)));
    assertFalse(matches);
  }
}
