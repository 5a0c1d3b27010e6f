package toyredis.lab.exercise;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.LabException;
import toyredis.report.book.Exercise;
import toyredis.results.Step;

/**
 * The check of an exercise, compiled against its starter and ready to judge other classes. The
 * classes that it judges are compiled alone, so that they cannot touch it.
 */
public final class ExerciseCheck implements AutoCloseable {
  /** That a check may take. */
  static final int SECONDS = 15;

  private final Exercise exercise;
  private final Checkout checkout;
  private final Path scratch;
  private final Classes starter;
  private final Classes check;

  /**
   * What a check said.
   *
   * @param ran whether it came to run: what does not compile, or uses what it may not, does not
   * @param judged whether the check itself gave the verdict, not the end of time or memory
   * @param output line by line, for the one who works on the exercise
   */
  public record Outcome(
      boolean passed, boolean ran, boolean judged, String output, double seconds) {}

  private ExerciseCheck(Checkout checkout, Exercise exercise, Path scratch)
      throws Unusable, IOException {
    this.exercise = exercise;
    this.checkout = checkout;
    this.scratch = scratch;
    var starters = Files.createDirectory(scratch.resolve("starter"));
    Compiler.compile(Source.of(exercise.starters()), servers(checkout), starters);
    starter = Classes.of(starters);
    var checks = Files.createDirectory(scratch.resolve("check"));
    var classPath = new ArrayList<>(List.of(starters, kit(checkout)));
    classPath.addAll(servers(checkout));
    Compiler.compile(Source.of(exercise.checks()), classPath, checks);
    check = Classes.of(checks);
  }

  /**
   * Compiles the check.
   *
   * @throws LabException if the exercise's own files are broken
   */
  public static ExerciseCheck of(Checkout checkout, Exercise exercise) throws IOException {
    var scratch = Files.createTempDirectory(Scratch.folder(), "exercise");
    try {
      return new ExerciseCheck(checkout, exercise, scratch);
    } catch (Unusable e) {
      Scratch.delete(scratch);
      throw new LabException(
          "the files of exercise %s in %s are broken:\n%s"
              .formatted(exercise.id(), Checkout.shown(exercise.folder()), e.getMessage()));
    }
  }

  /** What an exercise may use of this project: the servers. */
  static List<Path> servers(Checkout checkout) {
    var root = checkout.root();
    var jars = new ArrayList<>(List.of(root.resolve("harness/server/target/server.jar")));
    for (var step : Step.values()) {
      jars.add(root.resolve(step.folder()).resolve("target").resolve(step.folder() + ".jar"));
    }
    return jars.stream().map(ExerciseCheck::built).toList();
  }

  /** What checks use, with the test framework in it. */
  static Path kit(Checkout checkout) {
    return built(checkout.root().resolve("harness/check/target/check.jar"));
  }

  private static Path built(Path jar) {
    if (Files.exists(jar)) return jar;
    throw new LabException(
        Checkout.shown(jar) + " is missing; build it with ./mvnw -q -ntp package -DskipTests");
  }

  /** Checks the Java files of a folder. */
  public Outcome of(Path folder) throws IOException, InterruptedException {
    try (var candidate = candidate(Source.of(folder))) {
      return candidate.check(List.of(), SECONDS);
    } catch (Unusable e) {
      return new Outcome(false, false, false, e.getMessage(), 0);
    }
  }

  /**
   * Compiles these sources.
   *
   * @throws Unusable if they cannot come to run
   */
  Candidate candidate(List<Source> sources) throws Unusable, IOException {
    if (sources.isEmpty()) throw new Unusable("there is no Java file to check" + wayOut());
    var work = Files.createTempDirectory(scratch, "work");
    try {
      var classes = Files.createDirectory(work.resolve("classes"));
      Compiler.compile(sources, servers(checkout), classes);
      var reader = Classes.of(classes);
      refuseNamesOfTheCheck(reader);
      var broken = new Contract(starter, check).broken(reader);
      if (!broken.isEmpty()) {
        throw new Unusable(
            String.join(": the check uses it\n", broken) + ": the check uses it" + wayOut());
      }
      var complaints = Allowed.complaints(reader);
      if (!complaints.isEmpty()) throw new Unusable(String.join("\n", complaints));
      var copies = Files.createDirectory(work.resolve("sources"));
      for (var source : sources) Files.writeString(copies.resolve(source.name()), source.text());
      return new Candidate(work, classes, copies);
    } catch (Unusable | IOException | RuntimeException e) {
      Scratch.delete(work);
      throw e;
    }
  }

  /** What is to be judged, compiled; it can be judged many times. */
  final class Candidate implements AutoCloseable {
    private final Path work;
    private final Path classes;
    private final Path copies;

    private Candidate(Path work, Path classes, Path copies) {
      this.work = work;
      this.classes = classes;
      this.copies = copies;
    }

    /**
     * Judges it.
     *
     * @param prefix of the command that runs the check
     * @param seconds that it may take
     */
    Outcome check(List<String> prefix, int seconds) throws IOException, InterruptedException {
      var flags = new ArrayList<>(StartUp.flags(checkout));
      if (isInstrumented()) {
        // it is over before the second compiler pays
        flags.add("-XX:TieredStopAtLevel=1");
      } else {
        // what is measured is compiled by what it does itself, not by what the cache has seen of
        // other programs: with that, a HashMap is slower; another JVM may not know the option
        flags.addAll(
            List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining"));
      }
      return check(prefix, flags, seconds);
    }

    /** The same, in a JVM with these flags. */
    Outcome check(List<String> prefix, List<String> flags, int seconds)
        throws IOException, InterruptedException {
      var classPath = new ArrayList<>(List.of(kit(checkout)));
      classPath.addAll(servers(checkout));
      var main = LiveProgram.main(exercise);
      if (main.isEmpty()) return run(new CheckJvm(classPath, prefix, flags, seconds));
      var program = new LiveProgram(checkout, main.get(), classes);
      try (var servers = LiveServers.start(program, exercise.variants())) {
        var all = new ArrayList<>(flags);
        all.addAll(servers.properties());
        return run(new CheckJvm(classPath, prefix, all, seconds));
      } catch (Unusable e) {
        return new Outcome(false, false, false, e.getMessage(), 0);
      }
    }

    private Outcome run(CheckJvm jvm) throws IOException, InterruptedException {
      var outcome = jvm.run(check.folder(), classes, copies);
      var solved = outcome.ending() == CheckJvm.Ending.SOLVED;
      var judged = solved || outcome.ending() == CheckJvm.Ending.FAILED;
      return new Outcome(solved, true, judged, outcome.report(), outcome.seconds());
    }

    @Override
    public void close() {
      Scratch.delete(work);
    }
  }

  /** Others ask for the code as it is compiled for real: what a thread sees, what a call costs. */
  private boolean isInstrumented() {
    var model = check.all().get("Check");
    if (model == null) return true;
    return model
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(RuntimeVisibleAnnotationsAttribute::annotations)
        .orElse(List.of())
        .stream()
        .noneMatch(each -> each.className().equalsString("Ltoyredis/check/Uninstrumented;"));
  }

  private void refuseNamesOfTheCheck(Classes reader) throws Unusable {
    var same = new TreeSet<>(reader.all().keySet());
    same.retainAll(check.all().keySet());
    if (same.isEmpty()) return;
    throw new Unusable(
        same.stream()
                .map(name -> reader.source(name) + ": the class " + name.replace('$', '.'))
                .collect(Collectors.joining("\n"))
            + " has the name of one of the check's; give it another name");
  }

  private String wayOut() {
    return "\n./lab reset %s brings the starter back (your file is kept beside it)"
        .formatted(exercise.id());
  }

  @Override
  public void close() {
    Scratch.delete(scratch);
  }
}
