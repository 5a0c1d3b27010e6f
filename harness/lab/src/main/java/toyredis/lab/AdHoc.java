package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import toyredis.load.Result;
import toyredis.load.Results;

/** Results of runs that were started by hand: one file each, named by what and when. */
final class AdHoc {
  static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private AdHoc() {}

  /** Writes a result below {@code results/} and returns its file. */
  static Path write(Checkout checkout, String what, Result result) throws IOException {
    var file = file(checkout, what, "json");
    Results.write(file, result);
    return file;
  }

  /** A file below {@code results/}, named by what it holds and by now. */
  static Path file(Checkout checkout, String what, String ending) {
    var name = what.replace(':', '-') + "-" + WHEN.format(LocalDateTime.now()) + "." + ending;
    return checkout.results().resolve(name);
  }
}
