package toyredis.report.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Map<String, Integer> VALUES = Map.of("map", 41, "sum", 42, "none", 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "7; 7",
        "map + 1; 42",
        "10 - 3 - 2; 5",
        "10 - (3 - 2); 9",
        "sum == map + 1; 1",
        "sum != map + 1; 0",
        "map < sum; 1",
        "sum < map; 0",
        "!map; 0",
        "!!map; 1",
        "!none + 1; 2",
        "none || map; 1",
        "none && map; 0",
        "map && sum; 1",
        "1 || 1 && 0; 1",
        "(1 || 1) && 0; 0",
        "0 == 1 - 1 && 1 < 2; 1",
        "map<sum&&!none; 1",
        "(((map)));41",
        "none ? 1 : map ? 2 : 3; 2",
        "(map ? none : 1) + 1; 1",
      })
  void itsValueIsThatOfTheGrammar(String expression, int value) {
    assertEquals(value, Expression.parse(expression).value(VALUES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "map +",
        "+ map",
        "map sum",
        "(map",
        "map)",
        "map == sum == 1",
        "map = 1",
        "map > sum",
        "map * 2",
        "a.b",
        "1x",
        "-1",
        "99999999999",
        "map & sum",
        "()",
        "map ? 1",
        "map : 1"
      })
  void whatIsNotInTheGrammarIsRefused(String text) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> Expression.parse(text));
    assertTrue(
        wrong.getMessage().startsWith("'" + text + "' is no expression"), wrong.getMessage());
  }

  @Test
  void aNameWithoutAValueIsNamedEvenWhereTheOtherSideDecides() {
    for (var text : new String[] {"maq", "1 || maq", "0 && maq", "1 ? 1 : maq"}) {
      var expression = Expression.parse(text);
      var wrong = assertThrows(IllegalArgumentException.class, () -> expression.value(VALUES));
      assertEquals("'" + text + "': nothing is called maq", wrong.getMessage());
    }
  }
}
