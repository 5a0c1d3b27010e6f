package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.results.Changed;
import toyredis.results.RaceResult;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class TablesTest {
  private static String table(String name, Map<String, String> attributes) throws BookException {
    var lines = Tables.asciidoc(name, new Measurements(Synthetic.book()), attributes);
    assertEquals("|===", lines.getLast());
    return String.join(" ", lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "race; |1 naive map |updates: INCR on one key |160,000 |17,321 |0",
        "original; |1,000 |20,202 |19,899 (98 %) |19,859 (98 %)",
        "law; |500 |1,665 |1,669 |1,653 (99 %) |253 ms |1,644 (99 %) |255 ms",
        "saturated; |5 event loop, multi-loop |47,500 |",
        "pipelined; |4 single writer, batch, P = 16 |– |1.00 |1.00–1.00 |500,000",
        "stall; |3 read-write lock, concurrent-map |0.40 ms (0.36–0.44) |0.50 ms (0.45–0.55)",
        "connections; |2 mutex, platform, platform |2,000 |73.2 |",
        "profile; |network |7.40 |74.0 % |7.40 |74.0 %",
        "bench; |rwlock |90 ns |9,000 ns",
      })
  void aTableShowsTheFiguresOfItsExperiment(String name, String row) throws Exception {
    var table = table(name, Map.of());
    assertTrue(table.contains(row), table);
  }

  @ParameterizedTest
  @CsvSource({"race", "original", "saturated", "stall", "law", "pipelined", "connections"})
  void upToLeavesOutWhatLaterLessonsAreAbout(String name) throws Exception {
    var table = table(name, Map.of("up-to", "step2"));
    assertTrue(table.contains("2 mutex"), table);
    assertFalse(table.contains("3 read-write lock"), table);
    assertFalse(table.contains("4 single writer"), table);
    assertFalse(table.contains("5 event loop"), table);
  }

  @Test
  void aVariantIsLeftOutOfTheSaturatedRunsOfALessonAboutItsStep() throws Exception {
    var table = table("saturated", Map.of("up-to", "step5"));
    assertTrue(table.contains("5 event loop"), table);
    assertFalse(table.contains("multi-loop"), table);
  }

  @Test
  void anErrorsWordsCannotBreakTheTable() throws Exception {
    var check = new RaceResult.Check("scan", 9, 0, 3, "ERR a|b *c* [d]");
    var race = Changed.with(Synthetic.race(Step.NAIVE_MAP, 0), "checks", List.of(check));
    var lines = Tables.asciidoc("race", new Measurements(List.of(race)), Map.of("step", "step1"));
    assertTrue(lines.contains("|3 (pass:c[ERR a\\|b *c* [d\\]])"), lines.toString());
  }

  @Test
  void anUnknownTableIsAnErrorThatNamesThoseThatThereAre() {
    var error = assertThrows(BookException.class, () -> table("sturated", Map.of()));
    assertTrue(error.getMessage().contains("no table sturated; known: race, original, law"));
  }

  @Test
  void aTableOfWhatWasNotMeasuredIsAnErrorThatSaysHowToMeasureIt() throws Exception {
    var race = new Measurements(List.of(Synthetic.race(Step.MUTEX, 0)));
    var bench = assertThrows(BookException.class, () -> Tables.asciidoc("bench", race, Map.of()));
    assertTrue(bench.getMessage().contains("./lab bench --book"), bench.getMessage());
  }
}
