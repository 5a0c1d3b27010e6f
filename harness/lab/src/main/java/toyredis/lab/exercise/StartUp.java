package toyredis.lab.exercise;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;

/**
 * The start of a check's JVM takes longer than most checks: it loads the test framework. What one
 * JVM has loaded is kept for the next ones in an ahead-of-time cache (<a
 * href="https://openjdk.org/jeps/514">JEP 514</a>), which halves the work. Only classes of the
 * project's own jars are in it. A JVM that finds that it does not fit goes without.
 */
final class StartUp {
  private static final String TRAINING = "2.1"; // its check uses most of the kit
  private static final int SECONDS = 60; // the machine may have much else to do
  private static boolean tried; // guarded by the class

  private StartUp() {}

  /** For the JVM of a check; none if there is no cache and none can be made. */
  static synchronized List<String> flags(Checkout checkout) throws InterruptedException {
    var kit = ExerciseCheck.kit(checkout);
    var cache = kit.resolveSibling("check.aot");
    try {
      if (!tried && !isNewer(cache, kit, checkout)) makeOnce(cache, kit, checkout);
    } catch (IOException | Unusable | LabException e) {
      // a full disk, an exercise that is broken or not there: it is slower without
    }
    tried = true;
    return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
  }

  private static boolean isNewer(Path cache, Path kit, Checkout checkout) throws IOException {
    if (!Files.exists(cache)) return false;
    var made = Files.getLastModifiedTime(cache);
    var jars = new ArrayList<>(ExerciseCheck.servers(checkout));
    jars.add(kit);
    for (var jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(made) > 0) return false;
    }
    return true;
  }

  /** Another lab may be about it just now: its cache is waited for. */
  private static void makeOnce(Path cache, Path kit, Checkout checkout)
      throws IOException, Unusable, InterruptedException {
    var file = cache.resolveSibling("check.aot.lock");
    try (var channel = FileChannel.open(file, CREATE, WRITE);
        var _ = channel.lock()) {
      if (!isNewer(cache, kit, checkout)) make(cache, checkout);
    }
  }

  private static void make(Path cache, Checkout checkout)
      throws IOException, Unusable, InterruptedException {
    var exercise = Shelf.of(checkout).find(TRAINING);
    var made = Files.createTempFile(cache.getParent(), "check", ".aot");
    try (var check = ExerciseCheck.of(checkout, exercise);
        var solution = check.candidate(Source.of(exercise.solutions()))) {
      var flags = List.of("-XX:TieredStopAtLevel=1", "-XX:AOTCacheOutput=" + made);
      solution.check(List.of(), flags, SECONDS);
      // at once, so that another lab never reads half of it
      if (Files.size(made) > 0) Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
