package toyredis.lab.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import toyredis.lab.screen.Interrupt;

/**
 * Where files are that a command needs only while it runs: a folder that bears the lab's pid. It
 * goes with the lab; what a killed lab has left goes when the next one starts.
 */
public final class Scratch {
  private static final String PREFIX = "toy-redis-lab-";
  private static Path folder; // guarded by the class

  private Scratch() {}

  /** This lab's folder; made when it is first asked for. */
  public static synchronized Path folder() throws IOException {
    if (folder == null) {
      // with a name that nobody can foresee: others may write to the parent as well
      folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
      Interrupt.addHook(new Thread(() -> delete(folder), "deletes temporary files"));
    }
    return folder;
  }

  /** Deletes the folders of labs that are no more; what cannot be deleted stays. */
  public static void deleteAbandoned() throws IOException {
    try (var folders = Files.newDirectoryStream(parent(), PREFIX + "*")) {
      for (var each : folders) {
        var pid = each.getFileName().toString().substring(PREFIX.length()).replaceFirst("-.*", "");
        if (pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          delete(each);
        }
      }
    }
  }

  public static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException gone) {
      // another lab deletes it at the same time; or the next start tries again
    }
  }

  private static Path parent() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
