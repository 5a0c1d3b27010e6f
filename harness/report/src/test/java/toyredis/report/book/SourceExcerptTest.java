package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.BookException;

class SourceExcerptTest {
  @TempDir Path root;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        root.resolve("A.java"),
        """
        class A {
          // tag::both[]
          // tag::inner[]
          int one() {
            return 1;
          }

          // end::inner[]
          int two;
          // end::both[]
          // tag::open[]
        }
        // tag::empty[]
        // end::empty[]
        """);
  }

  @Test
  void theLinesAreThoseOfTheFileOnDisk() throws Exception {
    var excerpt = SourceExcerpt.read(root, "A.java", "inner");
    assertEquals("A.java, lines 4–6", excerpt.place());
    assertEquals(List.of("int one() {", "  return 1;", "}"), excerpt.lines());
  }

  @Test
  void tagsInsideAreLeftOut() throws Exception {
    var excerpt = SourceExcerpt.read(root, "A.java", "both");
    assertEquals("A.java, lines 4–9", excerpt.place());
    assertEquals(List.of("int one() {", "  return 1;", "}", "", "int two;"), excerpt.lines());
  }

  @Test
  void aWholeFileNeedsNoTag() throws Exception {
    assertEquals("A.java, lines 1–12", SourceExcerpt.read(root, "A.java", "").place());
  }

  @Test
  void whatIsMissingIsNamed() {
    assertFails("B.java", "both", "there is no file B.java");
    assertFails("A.java", "other", "there is no tag other in A.java");
    assertFails("A.java", "empty", "nothing stands in tag empty of A.java");
    assertFails("A.java", "open", "no end of tag open in A.java");
  }

  private void assertFails(String file, String tag, String message) {
    var error = assertThrows(BookException.class, () -> SourceExcerpt.read(root, file, tag));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
