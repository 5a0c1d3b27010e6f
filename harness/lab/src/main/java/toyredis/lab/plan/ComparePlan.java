package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.option.Sweep;
import toyredis.lab.server.Subject;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.Comparison;
import toyredis.results.JsonFile;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.Results;

/**
 * What a comparison is to measure, kept in its folder as {@code plan.json}, so that it can go on
 * where it was stopped.
 *
 * <p>The runs go block by block. In a block each candidate meets each value of the swept parameter
 * once; the values come in random order, and at each value the candidates do, one right after the
 * other: what changes on the machine meanwhile falls on all of them alike. The order follows from
 * the seed alone.
 *
 * @param format {@link #FORMAT}
 * @param candidates as on the command line: {@code "step4/batch"}, {@code "redis"}
 * @param baseline the candidate that the others are divided by
 * @param sweep the swept parameter and its values
 * @param load the load, but for the swept parameter and the seed: block n is run with the load's
 *     seed + n − 1
 * @param blocks runs of each candidate at each value
 * @param seed of the order
 * @param ceiling whether the null server is measured, too, once at each value, first of all
 * @param machine where it began
 */
public record ComparePlan(
    int format,
    List<String> candidates,
    String baseline,
    Sweep sweep,
    LoadSettings load,
    int blocks,
    long seed,
    boolean ceiling,
    Machine machine) {

  /** The format of plan files. */
  public static final int FORMAT = 2;

  public static final int MOST_BLOCKS = 1000;

  /** The experiment of these runs, as their results say. */
  static final String EXPERIMENT = "compare";

  /** About what a run takes beside its warm-up and window: starting, filling, stopping. */
  private static final double OVERHEAD_SECONDS = 1.3;

  /**
   * One run.
   *
   * @param block counted from 1
   */
  public record Run(String candidate, String value, int block, LoadSettings load) {
    /** Its file below the folder of runs. */
    String file() {
      var plain = candidate.replace('/', '.').replace(':', '-');
      return (value.isEmpty() ? "" : value + "-") + plain + "-b" + block + ".json";
    }

    double seconds() {
      return load.warmupSeconds() + load.seconds() + OVERHEAD_SECONDS;
    }
  }

  /** All runs, in the order in which they are made. */
  public List<Run> runs() {
    var random = new Random(seed);
    var runs = new ArrayList<Run>();
    for (int block = 1; block <= blocks; block++) {
      var values = new ArrayList<>(sweep.values());
      Collections.shuffle(values, random);
      for (var value : values) {
        var order = new ArrayList<>(candidates);
        Collections.shuffle(order, random);
        var settings = sweep.at(value, load).withSeed(load.seed() + block - 1);
        if (ceiling && block == 1) {
          // the other runs' results say how near they came to it
          runs.add(new Run(Comparison.CEILING, value, block, settings.withoutPause()));
        }
        for (var candidate : order) runs.add(new Run(candidate, value, block, settings));
      }
    }
    return runs;
  }

  /** The runs whose result is not in the folder; a file that cannot be read is no result. */
  public List<Run> missing(Path folder) {
    return runs().stream().filter(run -> result(run, folder) == null).toList();
  }

  /** The results that are there, by candidate and value as the plan has them, then by block. */
  public Comparison comparison(Path folder) {
    var all = new ArrayList<>(candidates);
    if (ceiling) all.add(Comparison.CEILING);
    var runs = runs();
    var compared = new ArrayList<ComparedRun>();
    for (var value : sweep.values()) {
      for (var candidate : all) {
        for (var run : runs) {
          if (!run.candidate().equals(candidate) || !run.value().equals(value)) continue;
          var result = result(run, folder);
          if (result != null) {
            compared.add(new ComparedRun(candidate, value, run.block(), result));
          }
        }
      }
    }
    return new Comparison(sweep.parameter(), baseline, compared);
  }

  /** What the null server reached at this value; 0 if that was not measured. */
  double ceiling(String value, Path folder) {
    return runs().stream()
        .filter(run -> run.candidate().equals(Comparison.CEILING) && run.value().equals(value))
        .map(run -> result(run, folder))
        .filter(Objects::nonNull)
        .mapToDouble(LoadResult::operationsPerSecond)
        .findFirst()
        .orElse(0);
  }

  /** Null when it is not there. */
  private static LoadResult result(Run run, Path folder) {
    var file = file(run, folder);
    if (!Files.exists(file)) return null;
    try {
      return Results.read(file) instanceof LoadResult load && load.load().equals(run.load())
          ? load
          : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Where a run's result is kept in a comparison's folder. */
  static Path file(Run run, Path folder) {
    return folder.resolve("runs").resolve(run.file());
  }

  /**
   * Writes the plan into its folder, making it.
   *
   * @throws FileAlreadyExistsException when it has a plan
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(planFile(folder), JsonFile.text(this), StandardOpenOption.CREATE_NEW);
  }

  /**
   * Reads the plan of a folder.
   *
   * @throws IOException with one clear line when there is none, or this version cannot read it
   */
  public static ComparePlan read(Path folder) throws IOException {
    var file = planFile(folder);
    if (!Files.exists(file)) throw new IOException(folder + " holds no comparison: no plan.json");
    var json = new JsonFile(file, "plan", FORMAT);
    var plan = json.as(ComparePlan.class);
    try {
      plan.check();
    } catch (IllegalArgumentException | TypeConversionException e) {
      throw json.wrong(e.getMessage());
    }
    return plan;
  }

  /** A file can be edited: whether this can be run. */
  private void check() {
    var converter = new Subject.Converter();
    for (var candidate : candidates) {
      if (converter.convert(candidate) instanceof Subject.All) {
        throw new IllegalArgumentException("'all' is no candidate");
      }
    }
    if (!candidates.contains(baseline)) {
      throw new IllegalArgumentException("baseline '" + baseline + "' is none of its candidates");
    }
    if (sweep.values().isEmpty()) throw new IllegalArgumentException("it sweeps no value");
    for (var value : sweep.values()) sweep.at(value, load);
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException("blocks must be from 1 to " + MOST_BLOCKS);
    }
  }

  public static Path planFile(Path folder) {
    return folder.resolve("plan.json");
  }
}
