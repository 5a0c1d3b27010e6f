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
import toyredis.results.Result;
import toyredis.results.Step;

/** The runs that the lessons need: a race check of each step, and two experiments. */
public final class BookPlan {
  private BookPlan() {}

  /** All of them, in the order in which they are made. */
  public static List<Run> runs() {
    var steps = Stream.of(Step.values()).map(Step::id).toList();
    var counts = LoadProfile.ORIGINAL.connections().stream().map(String::valueOf).toList();
    var sweep = new Sweep(SweptParameter.CONNECTIONS, counts);
    var original =
        LoadProfile.ORIGINAL.settings(LoadProfile.ORIGINAL.connections().getFirst(), 1, 1, 1);
    var saturated = LoadProfile.CUSTOM.settings(50, 1.5, 2, 1);
    var runs = new ArrayList<Run>();
    for (var step : steps) runs.add(new Run.Race(Result.RACE, step));
    runs.addAll(new Experiment(Result.ORIGINAL, steps, sweep, original, 2, false).runs());
    runs.addAll(new Experiment(Result.SATURATED, steps, Sweep.NONE, saturated, 6, false).runs());
    return runs;
  }

  /** Deletes what is no result of these runs, so that no page mixes two plans; or all results. */
  public static void clear(Path folder, boolean all) throws IOException {
    if (!Files.isDirectory(folder)) return;
    var done = runs().stream().filter(run -> !all && run.result(folder) != null).map(Run::name);
    var names = done.toList();
    try (var files = Files.newDirectoryStream(folder, "{race,original,saturated}-*")) {
      for (var file : files) {
        if (!names.contains(file.getFileName().toString().replaceFirst("\\..*", ""))) {
          Files.delete(file);
        }
      }
    }
  }
}
