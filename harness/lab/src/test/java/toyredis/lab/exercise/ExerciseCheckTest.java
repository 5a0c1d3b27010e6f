package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.lab.process.Checkout;
import toyredis.report.book.Exercise;
import toyredis.report.book.Kills;

// Each check has a JVM of its own: several run side by side.
@Execution(ExecutionMode.CONCURRENT)
class ExerciseCheckTest {
  private static final Checkout CHECKOUT = Checkout.ofThisLab();
  private static final Semaphore CORES = new Semaphore(Runtime.getRuntime().availableProcessors());
  private static final Set<String> USUAL = Set.of("starter", "solution");

  static List<Exercise> all() throws Exception {
    return Exercise.all(CHECKOUT.root());
  }

  /** A usual one, one that is not instrumented and one on a live server; {@code ./lab zoo}: all. */
  static List<Exercise> tried() throws Exception {
    return all().stream().filter(it -> Set.of("2.1", "6.1", "1.5").contains(it.id())).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsZooHasThreeRightAndSixWrongOnes(Exercise exercise) throws Exception {
    var members = ZooMember.read(exercise.folder().resolve("zoo.txt"));
    var right = members.stream().filter(ZooMember::right).count();
    assertTrue(right >= 2, "right ones besides the solution: " + right);
    assertTrue(members.size() - right >= 6, "wrong ones: " + (members.size() - right));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("all")
  void allOfItsZooCanBePutTogether(Exercise exercise) throws Exception {
    var solution = Source.of(exercise.solutions());
    for (var member : ZooMember.read(exercise.folder().resolve("zoo.txt"))) {
      Composition.of(solution, member.text());
    }
  }

  @ParameterizedTest
  @MethodSource("tried")
  void theCheckTellsTheSolutionFromTheStarter(Exercise exercise) throws Exception {
    CORES.acquire(); // more checks than cores would only wait for each other
    try {
      for (var tried : new Zoo(CHECKOUT, 1, 1).of(exercise, USUAL::contains, each -> {})) {
        assertTrue(tried.good(), () -> tried.member() + "\n" + tried.report());
      }
    } finally {
      CORES.release();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theBooksTableIsOfThisZooAndSaysThatEachIsToldEveryTime(Exercise exercise) throws Exception {
    var kills = Kills.of(Kills.read(CHECKOUT.root()), exercise).orElseThrow().members();
    var names = new ArrayList<>(List.of("starter", "solution"));
    ZooMember.read(exercise.folder().resolve("zoo.txt")).forEach(it -> names.add(it.name()));
    assertEquals(names, kills.stream().map(Kills.Member::name).toList());
    assertTrue(kills.stream().allMatch(Kills.Member::good), kills::toString);
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsTextIsWhole(Exercise exercise) throws Exception {
    assertEquals(true, exercise.about().minutes() > 0);
    exercise.task();
  }
}
