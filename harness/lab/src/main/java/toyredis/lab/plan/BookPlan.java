package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import toyredis.lab.option.LoadProfile;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.Step;

/**
 * The runs that the lessons need, in the order in which they are made: within an experiment the
 * steps take turns, and each round begins with another one, so that what changes on the machine
 * meanwhile does not fall on the same step each time.
 */
public final class BookPlan {
  /** About what a run takes beside its warm-up and window: starting and stopping a JVM. */
  private static final double OVERHEAD_SECONDS = 1;

  private static final double RACE_SECONDS = 3;
  private static final int REPETITIONS = 3;

  /** One run, kept in one file. */
  public sealed interface Run {
    String experiment();

    Step step();

    /** Its file below the folder of results. */
    String file();

    /** About how long it takes. */
    double seconds();

    /** Whether a result is of this very run. */
    boolean isDoneBy(Result result);
  }

  public record Race(Step step) implements Run {
    @Override
    public String experiment() {
      return "race";
    }

    @Override
    public String file() {
      return "race-" + step.id() + ".json";
    }

    @Override
    public double seconds() {
      return RACE_SECONDS;
    }

    @Override
    public boolean isDoneBy(Result result) {
      return result instanceof RaceResult && isOf(this, result);
    }
  }

  /**
   * @param part what tells the runs of one experiment and step apart: {@code c500}, {@code r1}
   */
  public record Load(String experiment, Step step, String part, LoadSettings settings)
      implements Run {
    @Override
    public String file() {
      return experiment + "-" + step.id() + "-" + part + ".json";
    }

    @Override
    public double seconds() {
      return settings.warmupSeconds() + settings.seconds() + OVERHEAD_SECONDS;
    }

    @Override
    public boolean isDoneBy(Result result) {
      return result instanceof LoadResult load && isOf(this, load) && load.load().equals(settings);
    }
  }

  private static boolean isOf(Run run, Result result) {
    return result.experiment().equals(run.experiment())
        && result.server().name().equals(run.step().id());
  }

  private BookPlan() {}

  /** All runs of the book. */
  public static List<Run> runs() {
    var runs = new ArrayList<Run>();
    for (var step : Step.values()) runs.add(new Race(step));
    int round = 0;
    for (int connections : LoadProfile.ORIGINAL.connections()) {
      var settings = LoadProfile.ORIGINAL.settings(connections, 2, 1.5, 1);
      for (var step : rotated(round++)) {
        runs.add(new Load("original", step, "c" + connections, settings));
      }
    }
    for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
      var settings = LoadProfile.CUSTOM.settings(50, 2, 3, repetition);
      for (var step : rotated(repetition - 1)) {
        runs.add(new Load("saturated", step, "r" + repetition, settings));
      }
    }
    return runs;
  }

  /** The steps, beginning with another one each round. */
  private static List<Step> rotated(int round) {
    var steps = new ArrayList<>(List.of(Step.values()));
    Collections.rotate(steps, -round);
    return steps;
  }

  /** The runs whose result is not in the folder; a file that cannot be read is no result. */
  public static List<Run> missing(Path folder) {
    return runs().stream().filter(run -> !isDone(run, folder.resolve(run.file()))).toList();
  }

  private static boolean isDone(Run run, Path file) {
    if (!Files.exists(file)) return false;
    try {
      return run.isDoneBy(Results.read(file));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
