package toyredis.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of the reader's, written so that a full disk leaves what was there as it was. */
final class Kept {
  private Kept() {}

  /** Writes a file beside its place and moves it there when it is whole. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    var whole = Files.createTempFile(file.getParent(), ".", ".tmp");
    try {
      Files.write(whole, bytes);
      Files.setPosixFilePermissions(
          whole, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    } catch (UnsupportedOperationException notPosix) {
      // it is its owner's anyway
    } catch (IOException e) {
      Files.deleteIfExists(whole);
      throw new IOException(file + " could not be written: " + e.getMessage(), e);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Renames a file to its name with the first number that is free behind it. */
  static Path putAside(Path file) throws IOException {
    for (int i = 1; ; i++) {
      var aside = file.resolveSibling(file.getFileName() + "." + i);
      if (Files.notExists(aside)) return Files.move(file, aside);
    }
  }
}
