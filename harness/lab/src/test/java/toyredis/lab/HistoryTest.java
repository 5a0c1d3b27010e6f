package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.process.Checkout;
import toyredis.lab.server.ServerProcess;
import toyredis.lab.server.StepServer;
import toyredis.load.race.RaceCheck;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Step;

/**
 * Histories of concurrent clients, recorded over the network from each real server. {@code
 * -Dhistory.runs=100} records so many of each; the seeds are 1, 2, 3 …
 */
@Tag("slow")
class HistoryTest {
  private static final int RUNS = Integer.getInteger("history.runs", 1);
  private static final int UNTIL_FOUND = 500;
  private static final int CLIENTS = 8;
  private static final Machine MACHINE = Machine.read(Path.of("."));

  @ParameterizedTest
  @CsvSource({
    "step2, synchronized, virtual",
    "step2, synchronized, platform",
    "step2, reentrant, virtual",
    "step2, reentrant, platform",
    "step3, rwlock, virtual",
    "step3, rwlock, platform",
    "step3, stamped, virtual",
    "step3, stamped, platform",
    "step3, concurrent-map, virtual",
    "step3, concurrent-map, platform",
    "step4, per-command, virtual",
    "step4, per-command, platform",
    "step4, batch, virtual",
    "step4, batch, platform",
    "step5, single-loop, loop",
    "step5, look-ahead, loop",
    "step5, multi-loop, loop"
  })
  void anOrderExplainsEveryAnswer(String step, String variant, String threads) throws Exception {
    try (var server = start(step, variant, threads)) {
      long answers = 0;
      for (int seed = 1; seed <= RUNS; seed++) {
        var history = history(server, seed);
        assertEquals(0, history.errors(), "seed " + seed + ": " + history.firstError());
        assertEquals(CLIENTS * 1_000, history.acknowledged());
        answers += history.acknowledged();
      }
      if (RUNS > 1) {
        System.out.printf(
            "%s %s %s: %d histories, %,d answers, no violation%n",
            step, variant, threads, RUNS, answers);
      }
    }
  }

  @Test
  void noOrderExplainsTheAnswersOfTheNaiveMap() throws Exception {
    try (var server = start("step1", "hashmap", "virtual")) {
      for (int seed = 1; seed <= UNTIL_FOUND; seed++) {
        var history = history(server, seed);
        if (history.firstError().startsWith("no order explains")) {
          if (RUNS > 1) {
            System.out.printf("step1: found in history %d: %s%n", seed, history.firstError());
          }
          return;
        }
      }
      fail("no violation in " + UNTIL_FOUND + " histories");
    }
  }

  private static RaceResult.Check history(ServerProcess server, long seed) throws Exception {
    return new RaceCheck(
            "test", server.target(), CLIENTS, seed, RaceCheck.PATIENCE.multipliedBy(5), MACHINE)
        .history();
  }

  private static ServerProcess start(String step, String variant, String threads) throws Exception {
    var options =
        threads.equals("loop")
            ? List.of("--variant", variant)
            : List.of("--variant", variant, "--threads", threads);
    return StepServer.start(Checkout.ofThisLab(), Step.named(step), options);
  }
}
