package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  private static Table table() {
    var table = new Table().words("what").figure("always", 0).figure("first", 2).figure("then", 1);
    table.row("one two three four", "1", "2", "3");
    return table;
  }

  @Test
  void whatIsTooNarrowLosesTheColumnsThatMatterLeastAndSaysSo() {
    assertEquals(
        """
        what                always  first  then
        one two three four       1      2     3
        """,
        table().text(39));
    assertEquals(
        """
        what                always  then
        one two three four       1     3
        (too narrow for: first)
        """,
        table().text(38));
  }

  @Test
  void whenOnlyTheNeededColumnsAreLeftWordsAreFolded() {
    assertEquals(
        """
        what           always
        one two three       1
          four
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
