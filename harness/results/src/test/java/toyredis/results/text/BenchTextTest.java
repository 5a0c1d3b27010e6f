package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.results.BenchResult;
import toyredis.results.BenchResult.Score;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.ResultsTest;
import toyredis.results.ServerInfo;

class BenchTextTest {
  private static final BenchResult BENCH =
      new BenchResult(
          Result.FORMAT,
          "bench",
          "bench",
          "2026-01-01T00:00:00Z",
          new ServerInfo("stores", "", "platform", List.of("java")),
          List.of(
              new Score("getOrSet", "synchronized", 1, 0.8, 45.2, 1.5),
              new Score("getOrSet", "synchronized", 2, 0.8, 210.4, 12.6),
              new Score("getOrSet", "rwlock", 2, 0.8, 350, 20),
              new Score("getOrSet", "rwlock", 2, 1, 1250, 30)),
          ResultsTest.RACE.machine());

  @TempDir private Path folder;

  @Test
  void eachReadShareIsATableWithARowPerStoreAndAColumnPerNumberOfThreads() {
    assertEquals(
        """
        ==== The stores without the network ====
        Time of one call, as the thread that calls sees it, ± its 99.9 % interval.
        This is no server: there the network costs many times as much.

        GET or SET, 80 % GET, 10,000 keys, in ns
          store            1 thread   2 threads
          synchronized  45.2 ± 1.50  210 ± 12.6
          rwlock                  -  350 ± 20.0

        GET or SET, 100 % GET, 10,000 keys, in ns
          store      2 threads
          rwlock  1,250 ± 30.0\
        """,
        ResultText.of(BENCH, Table.WIDE));
  }

  @Test
  void intervalsThatDecideNothingAreCounted() {
    var scores =
        List.of(
            new Score("getOrSet", "rwlock", 2, 0.8, 100, 49),
            new Score("getOrSet", "stamped", 2, 0.8, 100, 51));
    var text =
        ResultText.of(
            new BenchResult(
                BENCH.format(),
                BENCH.kind(),
                BENCH.experiment(),
                BENCH.started(),
                BENCH.server(),
                scores,
                BENCH.machine()),
            Table.WIDE);
    assertTrue(text.contains("1 of 2 intervals are wider than their mean"), text);
  }

  @Test
  void aBenchResultIsReadAsItWasWritten() throws IOException {
    Results.write(folder.resolve("a.json"), BENCH);
    assertEquals(BENCH, Results.read(folder.resolve("a.json")));
  }
}
