package toyredis.lab.exercise;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import toyredis.report.book.Exercise;

/**
 * How far the reader is, {@code exercises/progress.json}. It is a note: a file that cannot be read
 * is put aside, and begun anew.
 */
public record Progress(Path file) {

  /**
   * Of one exercise.
   *
   * @param hints that were shown
   */
  public record Entry(int hints, boolean solved, boolean givenUp) {
    static final Entry NONE = new Entry(0, false, false);

    public Entry withHints(int shown) {
      return new Entry(Math.max(hints, shown), solved, givenUp);
    }

    public Entry passed() {
      return new Entry(hints, true, givenUp);
    }

    public Entry left() {
      return new Entry(hints, solved, true);
    }
  }

  public static Progress of(Path root) {
    return new Progress(root.resolve("exercises/progress.json"));
  }

  public Entry of(Exercise exercise) {
    try {
      return read().getOrDefault(exercise.id(), Entry.NONE);
    } catch (IOException broken) {
      return Entry.NONE;
    }
  }

  /** Notes a change; another lab that notes one waits meanwhile, so that neither is lost. */
  public void change(Exercise exercise, UnaryOperator<Entry> change) throws IOException {
    Files.createDirectories(file.getParent());
    var lock = file.resolveSibling(".progress.lock");
    synchronized (Progress.class) {
      // the file's lock is the JVM's, not the thread's
      try (var channel = FileChannel.open(lock, CREATE, WRITE);
          var _ = channel.lock()) {
        changeAlone(exercise, change);
      }
    }
  }

  private void changeAlone(Exercise exercise, UnaryOperator<Entry> change) throws IOException {
    Map<String, Entry> all = new TreeMap<>();
    try {
      all.putAll(read());
    } catch (IOException broken) {
      Kept.putAside(file);
    }
    var before = all.getOrDefault(exercise.id(), Entry.NONE);
    var after = change.apply(before);
    if (after.equals(before) && Files.exists(file)) return;
    all.put(exercise.id(), after);
    var json = new TreeMap<String, Object>();
    all.forEach(
        (id, entry) -> {
          var each = new LinkedHashMap<String, Object>();
          each.put("hints", entry.hints);
          each.put("solved", entry.solved);
          each.put("given-up", entry.givenUp);
          json.put(id, each);
        });
    var text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + "\n";
    Kept.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * All that is noted.
   *
   * @throws IOException if it is there and cannot be understood
   */
  private Map<String, Entry> read() throws IOException {
    var all = new TreeMap<String, Entry>();
    if (Files.notExists(file)) return all;
    for (var each : JSON.std.mapFrom(Files.readAllBytes(file)).entrySet()) {
      if (!(each.getValue() instanceof Map<?, ?> entry)) throw new IOException("no progress");
      all.put(
          each.getKey(),
          new Entry(
              entry.get("hints") instanceof Number hints ? hints.intValue() : 0,
              Boolean.TRUE.equals(entry.get("solved")),
              Boolean.TRUE.equals(entry.get("given-up"))));
    }
    return all;
  }
}
