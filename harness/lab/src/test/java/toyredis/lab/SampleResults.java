package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import toyredis.lab.plan.BookPlan;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.ServerInfo;

/** Results with made-up figures, for tests of what is done with results. */
public final class SampleResults {
  private static final String STARTED = "2026-01-01T00:00:00Z";
  private static final Machine MACHINE = new Machine("", 2, 0, "", "", 0, 0, "", 0, "");

  private SampleResults() {}

  public static void write(Path folder, BookPlan.Run run) throws IOException {
    Results.write(folder.resolve(run.file()), of(run));
  }

  public static Result of(BookPlan.Run run) {
    var server = new ServerInfo(run.step().id(), "", "", List.of());
    return switch (run) {
      case BookPlan.Race race ->
          new RaceResult(
              Result.FORMAT,
              "race",
              race.experiment(),
              STARTED,
              server,
              8,
              1,
              List.of(new RaceResult.Check("updates", 1, 0, 0, "")),
              true,
              MACHINE);
      case BookPlan.Load load ->
          new LoadResult(
              Result.FORMAT,
              "load",
              load.experiment(),
              STARTED,
              server,
              load.settings(),
              load.settings().seconds() + 0.125,
              1,
              1,
              0,
              0,
              Map.of(),
              new LoadResult.Latency(1, 1, 1, 1, 1, List.of()),
              new LoadResult.Latency(1, 1, 1, 1, 1, List.of()),
              0,
              LoadResult.ServerUse.UNKNOWN,
              new LoadResult.ClientUse(1, 0, 0, 0, ""),
              List.of(),
              MACHINE);
    };
  }
}
