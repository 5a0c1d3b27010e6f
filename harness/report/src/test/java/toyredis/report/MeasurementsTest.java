package toyredis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import toyredis.results.Changed;
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
  void onlyARunThatFollowsNoOtherTellsThatTheMachineWasBusy() throws Exception {
    var first = Synthetic.race(Step.NAIVE_MAP, 0); // the second one follows it
    var second = busy(Synthetic.race(Step.MUTEX, 0));
    var resumed = Synthetic.saturated(Step.MUTEX, 1, 10);
    assertFalse(new Measurements(List.of(first, second, resumed)).onBusyMachine());
    assertTrue(new Measurements(List.of(busy(first), second, resumed)).onBusyMachine());
    assertTrue(new Measurements(List.of(first, second, busy(resumed))).onBusyMachine());
  }

  private static <R extends Record & Result> R busy(R result) {
    return Changed.with(result, "machine", Changed.with(result.machine(), "cpuPressure", 35.0));
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
