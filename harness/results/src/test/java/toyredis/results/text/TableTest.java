package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.results.Digits;

class TableTest {
  private static Table table() {
    var table = new Table().words("what").figure("always", 0).figure("first", 2).figure("then", 1);
    table.row("one two three four five six seven eight nine", "1", "2", "3");
    table.row("anElevenLetterWord", "1", "2", "3");
    return table;
  }

  @Test
  void whatIsTooNarrowFoldsWordsThenLosesTheColumnsThatMatterLeastAndSaysSo() {
    assertEquals(
        """
        what                                  always  first  then
        one two three four five six seven          1      2     3
          eight nine
        anElevenLetterWord                         1      2     3
        """,
        table().text(57));
    assertEquals(
        """
        what                                  always  then
        one two three four five six seven          1     3
          eight nine
        anElevenLetterWord                         1     3
        (too narrow for: first)
        """,
        table().text(50));
  }

  @Test
  void wordsAreFoldedFurtherWhenOnlyTheNeededColumnsAreLeft() {
    assertEquals(
        """
        what           always
        one two three       1
          four five
          six seven
          eight nine
        anElevenLet         1
          terWord
        (too narrow for: first, then)
        """,
        table().text(21));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80287.28 | 80,287",
        "99.96 | 100",
        "99.94 | 99.9",
        "12.345 | 12.3",
        "9.999 | 10.0",
        "1.2345 | 1.23",
        "0.05 | 0.05",
        "0 | 0.00"
      })
  void aFigureHasThreeDigitsOrAllWholeOnes(double number, String text) {
    assertEquals(text, Digits.of(number));
  }
}
