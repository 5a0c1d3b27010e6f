package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.book.Exercise;

class ProgressTest {
  private static final int WRITERS = 8;

  @Test
  void ofTwoWhoNoteAtTheSameTimeNeitherIsLost(@TempDir Path root) throws Exception {
    var failed = new ArrayList<Throwable>();
    var writers = new ArrayList<Thread>();
    for (int i = 1; i <= WRITERS; i++) {
      var exercise = new Exercise(root, 1, i, "some");
      var writer = new Thread(() -> note(root, exercise));
      writer.setUncaughtExceptionHandler((_, e) -> failed.add(e));
      writers.add(writer);
    }
    writers.forEach(Thread::start);
    for (var writer : writers) writer.join();
    assertEquals(new ArrayList<>(), failed);
    for (int i = 1; i <= WRITERS; i++) {
      var entry = Progress.of(root).of(new Exercise(root, 1, i, "some"));
      assertEquals(new Progress.Entry(1, true, false), entry);
    }
  }

  private static void note(Path root, Exercise exercise) {
    try {
      Progress.of(root).change(exercise, entry -> entry.withHints(1));
      Progress.of(root).change(exercise, Progress.Entry::passed);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
