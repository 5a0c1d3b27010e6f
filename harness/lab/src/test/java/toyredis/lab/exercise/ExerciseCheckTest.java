package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.lab.process.Checkout;
import toyredis.report.book.Exercise;

// Each check has a JVM of its own: several run side by side.
@Execution(ExecutionMode.CONCURRENT)
class ExerciseCheckTest {
  private static final Checkout CHECKOUT = Checkout.ofThisLab();

  static List<Exercise> all() throws Exception {
    return Exercise.all(CHECKOUT.root());
  }

  @Test
  void thereAreExercises() throws Exception {
    assertTrue(all().size() >= 10, all().toString());
  }

  /** With {@code -Dzoo=all} all that is in the zoo, 20 times; else starter and solution. */
  @ParameterizedTest
  @MethodSource("all")
  void theCheckTellsRightFromWrong(Exercise exercise) throws Exception {
    var whole = "all".equals(System.getProperty("zoo"));
    var zoo = new Zoo(CHECKOUT, whole ? 20 : 1, List.of(), 1);
    for (var name : whole ? new String[] {null} : new String[] {"starter", "solution"}) {
      for (var tried : zoo.of(exercise, name, each -> {})) {
        assertTrue(tried.good(), tried.member() + "\n" + tried.report());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsTextIsWhole(Exercise exercise) throws Exception {
    assertEquals(true, exercise.about().minutes() > 0);
    exercise.task();
  }
}
