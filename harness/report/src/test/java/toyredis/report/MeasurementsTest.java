package toyredis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class MeasurementsTest {
  @Test
  void runsComeInTheOrderInWhichTheyWereRun() throws Exception {
    var third = Synthetic.saturated(Step.MUTEX, 3, 1);
    var first = Synthetic.saturated(Step.MUTEX, 1, 1);
    var second = Synthetic.saturated(Step.MUTEX, 2, 1);
    var measurements = new Measurements(List.of(third, first, second));
    assertEquals(List.of(first, second, third), measurements.loads(Result.SATURATED, Step.MUTEX));
  }

  @Test
  void theMedianRunIsTheOneInTheMiddleByThroughput() {
    List<LoadResult> runs =
        List.of(
            Synthetic.saturated(Step.MUTEX, 3, 1),
            Synthetic.saturated(Step.MUTEX, 1, 1),
            Synthetic.saturated(Step.MUTEX, 2, 1));
    assertEquals(runs.get(2), Measurements.median(runs));
  }

  @Test
  void noResultsAreAnErrorThatSaysHowToGetSome() {
    var error = assertThrows(BookException.class, () -> new Measurements(List.of()));
    assertTrue(error.getMessage().contains("./lab book"), error.getMessage());
  }

  @Test
  void resultsOfTwoMachinesAreNotMixed() {
    var here = Synthetic.race(Step.MUTEX, 0);
    var m = here.machine();
    var other =
        new Machine("Another CPU", 64, m.memoryMiB(), m.os(), m.jdk(), 1, 1, "", 0, m.revision());
    var there =
        new RaceResult(
            here.format(),
            here.kind(),
            here.experiment(),
            here.started(),
            here.server(),
            here.clients(),
            here.seed(),
            here.checks(),
            here.kept(),
            other);
    var error = assertThrows(BookException.class, () -> new Measurements(List.of(here, there)));
    assertTrue(error.getMessage().contains("Another CPU"), error.getMessage());
    assertTrue(error.getMessage().contains("Abacus 2000"), error.getMessage());
  }
}
