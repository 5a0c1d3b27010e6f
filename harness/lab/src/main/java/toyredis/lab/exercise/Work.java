package toyredis.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import toyredis.report.book.Exercise;

/** The reader's copy of an exercise, {@code exercises/2.1-append}. It belongs to no build. */
public record Work(Exercise exercise) {

  public Path folder() {
    return exercise.work();
  }

  /** Whether the reader has a file of it. */
  public boolean isBegun() throws IOException {
    return Files.isDirectory(folder()) && !Exercise.sources(folder()).isEmpty();
  }

  /** Puts the starter's files there that are missing, and tells which these were. */
  public List<Path> begin() throws IOException {
    var made = new ArrayList<Path>();
    for (var starter : Exercise.sources(exercise.starters())) {
      var file = folder().resolve(starter.getFileName());
      if (Files.exists(file)) continue;
      Kept.write(file, Files.readAllBytes(starter));
      made.add(file);
    }
    return made;
  }

  /**
   * Brings the starter back.
   *
   * @return what the reader's files are called now, as far as they differed from the starter's
   */
  public List<Path> reset() throws IOException {
    var aside = new ArrayList<Path>();
    if (Files.isDirectory(folder())) {
      for (var file : Exercise.sources(folder())) {
        var starter = exercise.starters().resolve(file.getFileName());
        if (Files.exists(starter)
            && Arrays.equals(Files.readAllBytes(starter), Files.readAllBytes(file))) continue;
        aside.add(Kept.putAside(file));
      }
    }
    begin();
    return aside;
  }
}
