package toyredis.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.SampleResults;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.results.Results;

class AdHocTest {
  @TempDir private Path results;

  @Test
  void labsThatFinishInTheSameInstantKeepAResultEach() throws Exception {
    var checkout = new Checkout(results, results);
    var run = BookPlan.runs().getFirst();
    var files = atOnce(20, () -> AdHoc.write(checkout, "race-127.0.0.1:1", SampleResults.of(run)));
    assertEquals(20, new HashSet<>(files).size(), files.toString());
    assertEquals(20, Results.readAll(results).size());
    try (var left = Files.list(results)) {
      assertEquals(20, left.count());
    }
  }

  @Test
  void comparisonsThatBeginInTheSameInstantHaveAFolderEach() throws Exception {
    var checkout = new Checkout(results, results);
    var folders = atOnce(20, () -> AdHoc.folder(checkout, "compare"));
    assertEquals(20, new HashSet<>(folders).size(), folders.toString());
  }

  private static <T> List<T> atOnce(int times, Callable<T> task) throws Exception {
    try (var threads = Executors.newFixedThreadPool(times)) {
      var done = threads.invokeAll(Collections.nCopies(times, task));
      return done.stream().map(future -> future.resultNow()).toList();
    }
  }

  @Test
  void aFolderInWhichNothingCanBeKeptIsNamedWithTheReason() throws IOException {
    AdHoc.requireFolder(results.resolve("new/folder"));
    var file = Files.writeString(results.resolve("taken"), "");
    var e = assertThrows(LabException.class, () -> AdHoc.requireFolder(file));
    assertEquals(
        "nothing can be kept in %s: %1$s is there already, and is no folder".formatted(file),
        e.getMessage());
    var below = assertThrows(LabException.class, () -> AdHoc.requireFolder(file.resolve("book")));
    assertTrue(below.getMessage().contains(file.toString()), below.getMessage());
  }
}
