package toyredis.lab.exercise;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;
import toyredis.results.Step;

/**
 * An exercise of a lesson: a starter to work on, a check that says whether it is solved, a hint and
 * a solution. {@code 2.1} is the first of step 2.
 */
public record Exercise(Checkout checkout, Step step, int number) {
  private static final long LIMIT_SECONDS = 60;

  /** Which of the two sources of an exercise to check. */
  public enum Subject {
    STARTER,
    SOLUTION
  }

  /**
   * What a check said.
   *
   * @param output line by line, for the one who works on the exercise
   */
  public record Outcome(boolean passed, String output) {}

  /** The exercises that there are, in the lessons' order. */
  public static List<Exercise> all(Checkout checkout) {
    var exercises = new ArrayList<Exercise>();
    for (var step : Step.values()) {
      for (var number = 1; number < 10; number++) {
        var exercise = new Exercise(checkout, step, number);
        if (Files.isDirectory(exercise.folder(Subject.STARTER))) exercises.add(exercise);
      }
    }
    return exercises;
  }

  /** {@code "2.1"}. */
  public String id() {
    return step.number() + "." + number;
  }

  /** The file to work on. */
  public Path starter() throws IOException {
    return sources(Subject.SOLUTION).stream()
        .map(solution -> folder(Subject.STARTER).resolve(solution.getFileName()))
        .findFirst()
        .orElseThrow();
  }

  public String hint() throws IOException {
    return Files.readString(folder(Subject.STARTER).resolve("hint.adoc")).strip();
  }

  /** Compiles the exercise and runs its check in a JVM of its own. */
  public Outcome check(Subject subject) throws IOException, InterruptedException {
    var classes = Files.createTempDirectory(Scratch.folder(), "exercise");
    try {
      var compiled = compile(subject, classes);
      return compiled.passed() ? run(classes) : compiled;
    } finally {
      Scratch.delete(classes);
    }
  }

  private Outcome compile(Subject subject, Path classes) throws IOException {
    var sources = new ArrayList<>(sources(subject));
    for (var file : sources(Subject.STARTER)) {
      var names = sources.stream().map(Path::getFileName).toList();
      if (!names.contains(file.getFileName())) sources.add(file); // the check itself
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var output = new StringWriter();
    try (var files =
        compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      var options = List.of("-d", classes.toString(), "-cp", classPath(), "-implicit:none");
      var units = files.getJavaFileObjectsFromPaths(sources);
      var passed = compiler.getTask(output, files, null, options, null, units).call();
      return new Outcome(passed, output.toString());
    }
  }

  private Outcome run(Path classes) throws IOException, InterruptedException {
    var output = Files.createTempFile(Scratch.folder(), "check", ".txt");
    try {
      var process =
          Child.of(
                  List.of(
                      Checkout.java(),
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      classes + File.pathSeparator + classPath(),
                      CheckRunner.class.getName(),
                      packageName() + ".Check"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          return new Outcome(
              false,
              "  The check did not end within "
                  + LIMIT_SECONDS
                  + " seconds: somebody waits for ever, or goes round in a circle.\n");
        }
      } finally {
        process.destroyForcibly();
      }
      return new Outcome(process.exitValue() == 0, Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  private List<Path> sources(Subject subject) throws IOException {
    try (Stream<Path> files = Files.list(folder(subject))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private Path folder(Subject subject) {
    var kind = subject == Subject.STARTER ? "exercises" : "solutions";
    return checkout
        .root()
        .resolve(step.folder())
        .resolve("src/" + kind + "/java")
        .resolve(packageName().replace('.', '/'));
  }

  private String packageName() {
    return "toyredis." + step.id() + ".exercise" + number;
  }

  /** The step's classes, what checks share, and JUnit, which is on the lab's own class path. */
  private String classPath() {
    var step = checkout.root().resolve(this.step.folder()).resolve("target");
    var shared = checkout.root().resolve("harness/server/target/server-tests.jar");
    return String.join(
        File.pathSeparator,
        step.resolve(this.step.folder() + ".jar").toString(),
        shared.toString(),
        System.getProperty("java.class.path"));
  }
}
