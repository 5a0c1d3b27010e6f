package toyredis.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reader's files, to quote from. */
final class Sources {
  private static volatile Path folder = Path.of(".");
  private static final Map<String, List<String>> FILES = new HashMap<>(); // guarded by FILES

  private Sources() {}

  static void in(Path readersFolder) {
    folder = readersFolder;
  }

  /** A line without its indentation; "" if there is none. */
  static String line(String file, int number) {
    synchronized (FILES) {
      var lines = FILES.computeIfAbsent(file, Sources::read);
      return number < 1 || number > lines.size() ? "" : lines.get(number - 1).strip();
    }
  }

  private static List<String> read(String file) {
    try {
      return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException | RuntimeException unreadable) {
      return List.of(); // a trace without quotations is still a trace
    }
  }
}
