package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  @Test
  void linesOfBothStandOnce() {
    assertEquals(
        List.of("  a", "- b", "+ x", "  c", "+ d"),
        LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c", "d")));
  }

  @Test
  void nothingInCommonIsAllTakenAwayAndAllAdded() {
    assertEquals(List.of("- a", "+ b"), LineDiff.of(List.of("a"), List.of("b")));
  }

  @Test
  void theSameIsUnmarked() {
    assertEquals(List.of("  a", "  a"), LineDiff.of(List.of("a", "a"), List.of("a", "a")));
  }
}
