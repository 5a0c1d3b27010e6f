package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.lab.process.Checkout;

/**
 * What the lessons' terminals show is what is seen. {@code -Dconsole=write} renews the pages;
 * {@code -Dconsole=all} runs the blocks with the role {@code slow} too, {@code -Dconsole=write-all}
 * does both. {@code -Dconsole.page=step1} takes one page only.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ConsoleBlocksTest {
  private static final String MODE = System.getProperty("console", "compare");

  @TempDir private Path folder;

  static List<String> pages() throws IOException {
    var lessons = Checkout.ofThisLab().docs().resolve("lessons");
    try (var files = Files.list(lessons)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".adoc"))
          .filter(name -> name.startsWith(System.getProperty("console.page", "")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pages")
  void everyTerminalShowsWhatIsSeen(String page) throws Exception {
    var file = Checkout.ofThisLab().docs().resolve("lessons").resolve(page);
    var all = MODE.endsWith("all");
    try (var run = new ConsoleRun(file, folder, all, MODE.startsWith("write"))) {
      run.run();
      assertEquals("", String.join("\n", run.mismatches));
      assumeTrue(run.skipped.isEmpty(), () -> "SKIPPED: " + run.skipped);
    }
  }
}
