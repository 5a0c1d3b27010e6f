package toyredis.lab;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.exercise.Checking;
import toyredis.lab.exercise.Shelf;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.report.book.Exercise;

/** {@code ./lab watch 2.1}: a check at each save. */
@Command(
    name = "watch",
    header = "Check an exercise whenever you save it: ./lab watch 2.1; Ctrl-C ends.")
final class WatchCommand implements Callable<Integer> {
  private static final long QUIET_MILLIS = 100; // editors write a file in several steps

  @Parameters(paramLabel = "EXERCISE", description = "Its number: 2.1 is the first of step 2.")
  private String word;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var exercise = Shelf.of(checkout).find(word);
    var checking = new Checking(checkout, exercise, screen);
    checking.begin();
    try (var watcher = exercise.work().getFileSystem().newWatchService()) {
      exercise.work().register(watcher, ENTRY_CREATE, ENTRY_MODIFY);
      Map<Path, String> checked = null;
      for (; ; ) {
        var now = contents(exercise);
        if (!now.equals(checked)) {
          checked = now;
          checking.run();
          screen.print("Save the file to check it again; Ctrl-C ends.");
        }
        for (var key = watcher.take(); key != null; ) {
          key.pollEvents();
          key.reset();
          key = watcher.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  /** A file that is just being replaced is not there for a moment: the next event tells. */
  private static Map<Path, String> contents(Exercise exercise) throws IOException {
    var contents = new TreeMap<Path, String>();
    for (var file : Exercise.sources(exercise.work())) {
      try {
        contents.put(file, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      } catch (java.nio.file.NoSuchFileException replaced) {
        contents.put(file, "");
      }
    }
    return contents;
  }
}
