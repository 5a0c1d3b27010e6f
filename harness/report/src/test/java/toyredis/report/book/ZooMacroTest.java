package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooMacroTest {
  @TempDir Path root;

  @BeforeEach
  void makeAnExercise() throws Exception {
    var folder = root.resolve("docs/exercises/1.1-twice");
    Files.createDirectories(folder.resolve("starter"));
    Files.writeString(
        folder.resolve("starter/Twice.java"),
        "/** Exercise 1.1: twice. <p>Answer it twice. */\nclass Twice {}\n");
    Files.writeString(
        folder.resolve("exercise.adoc"),
        """
        :minutes: 5
        :difficulty: one line
        :teaches: Sums.

        == Solved
        It is.

        == Usual mistake
        None.
        """);
  }

  private String page() throws Exception {
    var call = MacroCall.of("zoo::[]").orElseThrow();
    return String.join("\n", new ZooMacro(root).expand(call));
  }

  @Test
  void anExerciseThatWasNotTriedSaysSo() throws Exception {
    assertTrue(page().contains("=== 1.1 Twice"), page());
    assertTrue(page().contains("`./lab zoo 1.1 --write`"), page());
  }

  @Test
  void aMemberThatIsNotAsItMustStandsOut() throws Exception {
    var good = new Kills.Member("starter", false, "a | b", 20, 20, 0.44);
    var bad = new Kills.Member("by-monitor", true, "its monitor", 19, 20, 1.26);
    Kills.write(root, List.of(new Kills("1.1", List.of(good, bad))));
    assertTrue(page().contains("|killed, 20 of 20 |0.4"), page());
    assertTrue(page().contains("|*not always* passes, 19 of 20 |1.3"), page());
    assertTrue(page().contains("\\|"), page());
  }
}
