package toyredis.lab.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that the lab can use and does not need. */
public final class Installed {
  private Installed() {}

  /** Where a shell would find the program. */
  public static Optional<Path> find(String program) {
    var path = System.getenv("PATH");
    if (path == null) return Optional.empty();
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
