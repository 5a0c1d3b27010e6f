package toyredis.lab.plan;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.Comparison;
import toyredis.results.JsonFile;
import toyredis.results.LoadResult;
import toyredis.results.Machine;

/**
 * What a comparison is to measure, kept in its folder as {@code plan.json}, so that it can go on
 * where it was stopped.
 *
 * @param format {@link #FORMAT}
 * @param baseline the server that the others are divided by
 * @param machine where it began
 */
public record ComparePlan(int format, String baseline, Experiment experiment, Machine machine) {

  /** The format of plan files. */
  public static final int FORMAT = 3;

  /** The name of the experiment. */
  public static final String NAME = "compare";

  /** Where the results are kept in a comparison's folder. */
  public static Path runs(Path folder) {
    return folder.resolve("runs");
  }

  /** What is compared, in a line. */
  public String words() {
    var load = experiment.load();
    return "Comparing %s: %s, seed %d, order random. Each run: warm-up %s s, window %s s."
        .formatted(
            String.join(", ", experiment.servers()),
            experiment.blocks() == 1 ? "1 block" : experiment.blocks() + " blocks",
            load.seed(),
            load.warmupSeconds(),
            load.seconds());
  }

  /** The results that are there, by server and value as the plan has them, then by block. */
  public Comparison comparison(Path folder) {
    var servers = new ArrayList<>(experiment.servers());
    if (experiment.ceiling()) servers.add(Comparison.CEILING);
    var compared = new ArrayList<ComparedRun>();
    for (var value : experiment.sweep().values()) {
      for (var server : servers) {
        for (var run : experiment.runs()) {
          if (!run.server().equals(server) || !run.value().equals(value)) continue;
          if (run.result(runs(folder)) instanceof LoadResult result) {
            compared.add(new ComparedRun(server, value, run.block(), result));
          }
        }
      }
    }
    return new Comparison(experiment.sweep().parameter().id(), baseline, compared);
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
    experiment.check();
    if (!experiment.servers().contains(baseline)) {
      throw new IllegalArgumentException("baseline '" + baseline + "' is none of its servers");
    }
  }

  /** The folder of the latest comparison that was begun; empty if there is none. */
  public static Optional<Path> latest(Path results) throws IOException {
    try (var folders = Files.list(results)) {
      return folders
          .filter(folder -> Files.exists(planFile(folder)))
          .max(comparing(ComparePlan::lastModified));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static FileTime lastModified(Path folder) {
    try {
      return Files.getLastModifiedTime(planFile(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path planFile(Path folder) {
    return folder.resolve("plan.json");
  }
}
