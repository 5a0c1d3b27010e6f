package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.results.Result;
import toyredis.results.Results;

/** Results of runs that were started by hand: one file each, named by what and when. */
public final class AdHoc {
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private AdHoc() {}

  /**
   * Makes sure, before anything is measured, that it can be kept.
   *
   * @throws LabException when nothing can be written to the folder
   */
  public static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "trial", ".part"));
    } catch (IOException e) {
      throw new LabException(
          "nothing can be kept in " + Checkout.shown(folder) + ": " + LabException.message(e));
    }
  }

  /** Writes a result below {@code results/} and returns its file. */
  public static Path write(Checkout checkout, String what, Result result) throws IOException {
    var file = claimed(checkout, what, ".json.part");
    Results.write(file, result);
    return file;
  }

  /**
   * A file below {@code results/} for a result, named by what it holds and by now. Nobody else gets
   * this name, not even a lab that asks in the same instant.
   *
   * @param claim what is made behind the name, to be written over or moved away
   */
  public static Path claimed(Checkout checkout, String what, String claim) throws IOException {
    var name = what.replace(':', '-') + "-" + WHEN.format(LocalDateTime.now());
    for (int n = 1; ; n++) {
      var unique = n == 1 ? name : name + "-" + n;
      var file = checkout.results().resolve(unique + ".json");
      var mark = checkout.results().resolve(unique + claim);
      try {
        Files.createFile(mark);
      } catch (FileAlreadyExistsException another) {
        continue;
      }
      if (!Files.exists(file)) return file;
      Files.delete(mark);
    }
  }

  /** Makes a folder below {@code results/}, with a name that nobody else gets. */
  public static Path folder(Checkout checkout, String what) throws IOException {
    var name = what + "-" + WHEN.format(LocalDateTime.now());
    for (int n = 1; ; n++) {
      try {
        var unique = n == 1 ? name : name + "-" + n;
        return Files.createDirectory(checkout.results().resolve(unique));
      } catch (FileAlreadyExistsException another) {
        // the next number, then
      }
    }
  }
}
