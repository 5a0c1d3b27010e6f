package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import toyredis.lab.option.LoadProfile;
import toyredis.lab.option.Sweep;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadSettings;
import toyredis.results.Result;
import toyredis.results.Step;

/**
 * The runs that the lessons need. All of them together take less than five minutes, so that the
 * book is there within six, its build included; six blocks are what a median's interval of 95 %
 * takes.
 */
public final class BookPlan {
  private static final int BLOCKS = 6;

  /** As far as the original's server was away, by its table. */
  private static final int RTT_MILLIS = 250;

  private static final int IDLE_CONNECTIONS = 2_000;

  private static final String STEP1 = Step.NAIVE_MAP.id();
  private static final String STEP2 = Step.MUTEX.id();
  private static final String STEP3 = Step.READ_WRITE_LOCK.id();
  private static final String STEP4 = Step.SINGLE_WRITER.id();
  private static final String STEP5 = Step.EVENT_LOOP.id();

  private BookPlan() {}

  /** All of them, in the order in which they are made. */
  public static List<Run> runs() {
    var counts = LoadProfile.ORIGINAL.connections();
    var sweep =
        new Sweep(SweptParameter.CONNECTIONS, counts.stream().map(String::valueOf).toList());
    var original = LoadProfile.ORIGINAL.settings(counts.getFirst(), 0.6, 0.6, 1);
    // three times think time and round trip
    var law = LoadProfile.ORIGINAL.settings(counts.getFirst(), 0.8, 0.9, 1);
    var saturated = LoadProfile.CUSTOM.settings(50, 1.2, 1.2, 1);
    var pipelined = LoadProfile.PIPELINED.settings(50, 0.8, 0.7, 1);
    var idle = LoadProfile.CONNECTIONS.settings(IDLE_CONNECTIONS, 0.5, 0.4, 1);
    var profiled = LoadProfile.CUSTOM.settings(50, 1.2, 1.5, 1);
    var runs = new ArrayList<Run>();
    for (var step : Step.values()) runs.add(new Run.Race(Result.RACE, step.id()));
    runs.addAll(sweep(Result.ORIGINAL, sweep, original, STEP1, STEP2, STEP3));
    runs.addAll(sweep(Result.LAW, sweep, law, STEP2, STEP3));
    runs.addAll(
        blocks(
            Result.SATURATED, saturated, STEP1, STEP2, STEP3, STEP4, STEP5, STEP5 + "/multi-loop"));
    runs.addAll(blocks(Result.PIPELINED, pipelined, STEP2, STEP4, STEP4 + "/batch"));
    runs.addAll(blocks(Result.CONNECTIONS, idle, STEP2 + "/platform", STEP2, STEP5));
    for (var server : List.of(STEP1, STEP5)) {
      runs.add(new Run.Profile(Result.PROFILE, server, profiled));
    }
    return runs;
  }

  /** Twice at each number of connections: eight ratios of two servers decide. */
  private static List<Run.Load> sweep(
      String experiment, Sweep sweep, LoadSettings load, String... servers) {
    return new Experiment(experiment, List.of(servers), sweep, load, 2, false).runs();
  }

  private static List<Run.Load> blocks(String experiment, LoadSettings load, String... servers) {
    return new Experiment(experiment, List.of(servers), Sweep.NONE, load, BLOCKS, false).runs();
  }

  /**
   * Deletes what is no result of these runs, so that no page mixes two plans; or all results.
   *
   * @return the runs whose results are missing then
   */
  public static List<Run> clear(Path folder, boolean all) throws IOException {
    var runs = runs();
    var missing = runs.stream().filter(run -> all || run.result(folder) == null).toList();
    if (!Files.isDirectory(folder)) return missing;
    var done = runs.stream().filter(run -> !missing.contains(run)).map(Run::name).toList();
    var experiments = Stream.concat(runs.stream().map(Run::experiment), Stream.of(Result.STALL));
    var pattern = "{" + String.join(",", experiments.distinct().toList()) + "}-*";
    try (var files = Files.newDirectoryStream(folder, pattern)) {
      for (var file : files) {
        if (!done.contains(file.getFileName().toString().replaceFirst("\\..*", ""))) {
          Files.delete(file);
        }
      }
    }
    return missing;
  }
}
