package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.lab.process.Checkout;
import toyredis.report.book.Exercise;

// Each check has a JVM of its own, and some wait for a deadlock to show: several run side by side.
@Execution(ExecutionMode.CONCURRENT)
class ExerciseCheckTest {

  private static final Checkout CHECKOUT = Checkout.ofThisLab();

  static List<Exercise> all() {
    return Exercise.all(CHECKOUT.root());
  }

  @Test
  void everyLessonHasTwo() {
    assertEquals(
        List.of("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2"),
        all().stream().map(Exercise::id).toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSolutionPassesTheCheck(Exercise exercise) throws Exception {
    var outcome = new ExerciseCheck(CHECKOUT, exercise).of(exercise.solutions());
    assertTrue(outcome.passed(), outcome.output());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theStarterCompilesAndFailsTheCheck(Exercise exercise) throws Exception {
    var outcome = new ExerciseCheck(CHECKOUT, exercise).of(exercise.starters());
    assertFalse(
        outcome.passed(),
        () ->
            exercise.id()
                + " passes its check: if you have solved it, well done, and keep your solution out"
                + " of this build with: git stash");
    assertTrue(outcome.output().contains("  failed  "), outcome.output());
  }

  @ParameterizedTest
  @MethodSource("all")
  void thereIsAHint(Exercise exercise) throws Exception {
    assertTrue(exercise.hint().length() > 40, exercise.hint());
  }
}
