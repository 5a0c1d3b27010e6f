package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  @Test
  void linesOfBothStandOnce() {
    assertEquals(
        List.of("  a", "- b", "+ x", "  c", "+ d"),
        LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c", "d")).signed());
  }

  @Test
  void nothingInCommonIsAllTakenAwayAndAllAdded() {
    assertEquals(List.of("- a", "+ b"), LineDiff.of(List.of("a"), List.of("b")).signed());
  }

  @Test
  void theSameIsUnmarked() {
    assertEquals(List.of("  a", "  a"), LineDiff.of(List.of("a", "a"), List.of("a", "a")).signed());
  }

  @Test
  void aChangedCommentDoesNotMakeAnotherLineOfTheSameCode() {
    var lines = LineDiff.of(List.of("int x; // free"), List.of("int x; // guarded")).lines();
    assertEquals(1, lines.size());
    assertEquals("guarded", marked(lines.getFirst()));
  }

  @Test
  void theWordThatIsNewIsMarked() {
    var lines =
        LineDiff.of(
                List.of("public int get() {"),
                List.of("// alone", "public synchronized int get() {"))
            .lines();
    assertEquals("", marked(lines.get(0)), "nothing of it is gone");
    assertEquals("", marked(lines.get(1)), "the whole line is new");
    assertEquals("synchronized ", marked(lines.get(2)));
  }

  private static String marked(LineDiff.Line line) {
    return line.changed().stream()
        .map(range -> line.text().substring(range.from(), range.to()))
        .collect(Collectors.joining("|"));
  }
}
