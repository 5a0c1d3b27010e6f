package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.process.Checkout;

/** The cache makes a check start sooner, and changes nothing else. */
@Tag("slow")
class StartUpTest {
  private static final int PATIENT_SECONDS = 60; // other tests run beside it

  private final Checkout checkout = Checkout.ofThisLab();
  @TempDir private Path scratch;

  @Test
  void theCacheIsThereAfterTheFirstCheckAndHoldsTheClassesOfTheKit() throws Exception {
    var flags = StartUp.flags(checkout);
    assertEquals(1, flags.size(), flags.toString());
    var cache = flags.getFirst().replace("-XX:AOTCache=", "");
    assertTrue(Files.exists(Path.of(cache)), cache);
    var list = scratch.resolve("loaded");
    var outcome = solution(List.of(flags.getFirst(), "-Xlog:class+load:file=" + list));
    assertTrue(outcome.passed(), outcome.output());
    assertTrue(
        Files.readAllLines(list).stream()
            .anyMatch(line -> line.contains("toyredis.check.Duel source: shared objects file")),
        "Duel came from the jar");
  }

  @Test
  void aCacheThatIsNoneChangesNoVerdict() throws Exception {
    var garbage = Files.writeString(scratch.resolve("check.aot"), "no cache ".repeat(10_000));
    var outcome = solution(List.of("-XX:AOTCache=" + garbage));
    assertTrue(outcome.passed(), outcome.output());
  }

  private ExerciseCheck.Outcome solution(List<String> flags) throws Exception {
    var exercise = Shelf.of(checkout).find("2.1");
    try (var check = ExerciseCheck.of(checkout, exercise);
        var candidate = check.candidate(Source.of(exercise.solutions()))) {
      return candidate.check(List.of(), flags, PATIENT_SECONDS);
    }
  }
}
