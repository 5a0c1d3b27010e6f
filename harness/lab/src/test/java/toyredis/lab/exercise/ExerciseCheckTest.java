package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Installed;
import toyredis.report.book.Exercise;

// Each check has a JVM of its own: several run side by side.
@Execution(ExecutionMode.CONCURRENT)
class ExerciseCheckTest {
  private static final Checkout CHECKOUT = Checkout.ofThisLab();
  private static final boolean TASKSET = Installed.find("taskset").isPresent();
  private static final Semaphore CORES = new Semaphore(Runtime.getRuntime().availableProcessors());
  private static final Set<String> USUAL = Set.of("starter", "solution");

  static List<Exercise> all() throws Exception {
    return Exercise.all(CHECKOUT.root());
  }

  /** The first of each chapter and one on a live server; with {@code -Dzoo=…} all. */
  static List<Exercise> tried() throws Exception {
    if (System.getProperty("zoo") != null) return all();
    return all().stream().filter(it -> it.number() == 1 || it.id().equals("1.5")).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsZooHasThreeRightAndSixWrongOnesWhichCanAllBePutTogether(Exercise exercise)
      throws Exception {
    var members = ZooMember.read(exercise.folder().resolve("zoo.txt"));
    var right = members.stream().filter(ZooMember::right).count();
    assertTrue(right >= 2, "right ones besides the solution: " + right);
    assertTrue(members.size() - right >= 6, "wrong ones: " + (members.size() - right));
    var solution = Source.of(exercise.solutions());
    for (var member : members) Composition.of(solution, member.text());
  }

  /**
   * Starter and solution, or with {@code -Dzoo=all} all that is in the zoo; with {@code
   * -Dzoo.runs=20} each so often, half of the runs on one core.
   */
  @ParameterizedTest
  @MethodSource("tried")
  void theCheckTellsRightFromWrong(Exercise exercise) throws Exception {
    var whole = "all".equals(System.getProperty("zoo"));
    int runs = Integer.getInteger("zoo.runs", 1);
    assertTells(exercise, whole, (runs + 1) / 2 + (TASKSET ? 0 : runs / 2), List.of());
    if (runs > 1 && TASKSET) {
      assertTells(exercise, whole, runs / 2, List.of("taskset", "-c", "0"));
    }
  }

  private static void assertTells(Exercise exercise, boolean whole, int runs, List<String> prefix)
      throws Exception {
    var zoo = new Zoo(CHECKOUT, runs, List.of(prefix));
    var wrong = new ArrayList<String>();
    Predicate<String> wanted = name -> whole || USUAL.contains(name);
    CORES.acquire(); // more checks than cores would only wait for each other
    try {
      for (var tried : zoo.of(exercise, wanted, each -> {})) {
        if (!tried.good()) wrong.add(prefix + " " + tried.member() + "\n" + tried.report());
      }
    } finally {
      CORES.release();
    }
    assertTrue(wrong.isEmpty(), String.join("\n", wrong));
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsTextIsWhole(Exercise exercise) throws Exception {
    assertEquals(true, exercise.about().minutes() > 0);
    exercise.task();
  }
}
