package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import toyredis.lab.plan.Run;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.ServerInfo;

/** Results with made-up figures, for tests of what is done with results. */
public final class SampleResults {
  private static final String STARTED = "2026-01-01T00:00:00Z";
  private static final Machine MACHINE = new Machine("", 2, 0, "", "", 0, 0, "", 0, "");

  private SampleResults() {}

  public static void write(Path folder, Run run) throws IOException {
    Results.write(run.file(folder), of(run));
  }

  public static Result of(Run run) {
    var server = server(run.server());
    return switch (run) {
      case Run.Race race ->
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
      case Run.Load load ->
          new LoadResult(
              Result.FORMAT,
              "load",
              load.experiment(),
              STARTED,
              server,
              load.load(),
              load.load().seconds() + 0.125,
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
      case Run.Profile profile ->
          new ProfileResult(
              Result.FORMAT,
              "profile",
              profile.experiment(),
              STARTED,
              server,
              profile.load(),
              profile.load().seconds(),
              1,
              1,
              new ProfileResult.Time(1, 0, 0, 0, 1),
              List.of(),
              List.of(),
              Map.of("store", 1.0),
              1,
              0,
              0,
              0,
              MACHINE);
    };
  }

  /** Of {@code "step4/batch"} for one: its default kind of threads. */
  private static ServerInfo server(String name) {
    var words = name.split("/");
    boolean threads = words.length > 1 && words[1].equals("platform");
    return new ServerInfo(
        words[0], threads || words.length == 1 ? "" : words[1], threads ? words[1] : "", List.of());
  }
}
