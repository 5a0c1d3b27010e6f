package toyredis.lab.exercise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;

/**
 * The classes of the kit and of the test framework as the JVM has them in memory: a check that
 * finds them ready begins in half the time. It is made once after a build, by a check of a starter.
 * A JVM that cannot use the archive does without it, and so does the lab.
 *
 * @param classPath of the checks, the kit first
 */
record CheckArchive(List<Path> classPath) {
  private static final long LIMIT_SECONDS = 30;

  /** Beside the kit: what cleans one away cleans the other. */
  private Path file() {
    return classPath.getFirst().resolveSibling("check.jsa");
  }

  /** The JVM's flags; none as long as there is no archive. */
  List<String> flags() throws IOException {
    return isFresh() ? List.of("-XX:SharedArchiveFile=" + file()) : List.of();
  }

  private boolean isFresh() throws IOException {
    if (Files.notExists(file())) return false;
    var made = Files.getLastModifiedTime(file());
    for (var jar : classPath) if (made.compareTo(Files.getLastModifiedTime(jar)) < 0) return false;
    return true;
  }

  /** Makes it where it is missing; it takes its place when it is whole. */
  void make(Path check, Path starter, Path sources) throws IOException, InterruptedException {
    synchronized (CheckArchive.class) {
      if (isFresh() || !Files.isWritable(file().getParent())) return;
      var whole = Files.createTempDirectory(Scratch.folder(), "archive").resolve("check.jsa");
      var command = new ArrayList<>(List.of(Checkout.java(), "-XX:ArchiveClassesAtExit=" + whole));
      command.addAll(List.of("-XX:+UseSerialGC", "-Xlog:disable", "-cp"));
      command.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
      command.addAll(List.of(CheckJvm.RUNNER, "" + check, "" + starter, "" + sources));
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write("rehearsal\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        in.flush();
        process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (IOException ended) {
        // without it, then
      } finally {
        Child.kill(process);
      }
      if (Files.exists(whole)) moveIntoPlace(whole);
    }
  }

  /** Over a file of another lab's, which may use it: that one keeps what it has opened. */
  private void moveIntoPlace(Path whole) throws IOException {
    var beside = Files.createTempFile(file().getParent(), "check", ".jsa");
    Files.copy(whole, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
