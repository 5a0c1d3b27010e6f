package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import toyredis.load.LoadResult;
import toyredis.load.Machine;
import toyredis.load.RaceResult;
import toyredis.load.Result;
import toyredis.load.Results;
import toyredis.load.ServerInfo;

/** Results with made-up figures, for tests of what is done with results. */
final class SampleResults {
  private static final String STARTED = "2026-01-01T00:00:00Z";
  private static final Machine MACHINE = new Machine("", 2, 0, "", "", 0, 0, "", 0, "");

  private SampleResults() {}

  static void write(Path folder, BookPlan.Run run) throws IOException {
    Results.write(folder.resolve(run.file()), of(run));
  }

  static Result of(BookPlan.Run run) {
    var server = new ServerInfo(run.step().label(), "", "", List.of());
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
              false,
              LoadResult.ServerUse.UNKNOWN,
              new LoadResult.ClientUse(1, 0, 0, 0, ""),
              List.of(),
              MACHINE);
    };
  }
}
