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
import javax.tools.ToolProvider;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;
import toyredis.report.book.Exercise;

/** An exercise compiled, and its check run. */
public record ExerciseCheck(Checkout checkout, Exercise exercise) {
  private static final long LIMIT_SECONDS = 60;

  /**
   * What a check said.
   *
   * @param output line by line, for the one who works on the exercise
   */
  public record Outcome(boolean passed, String output) {}

  /**
   * Compiles the exercise and runs its check in a JVM of its own.
   *
   * @param folder the reader's work or the solution
   */
  public Outcome of(Path folder) throws IOException, InterruptedException {
    var classes = Files.createTempDirectory(Scratch.folder(), "exercise");
    try {
      var compiled = compile(folder, classes);
      return compiled.passed() ? run(classes) : compiled;
    } finally {
      Scratch.delete(classes);
    }
  }

  private Outcome compile(Path folder, Path classes) throws IOException {
    var sources = new ArrayList<>(Exercise.sources(folder));
    for (var file : Exercise.sources(exercise.starters())) {
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
                      exercise.packageName() + ".Check"))
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

  /** The step's classes, what checks share, and JUnit, which is on the lab's own class path. */
  private String classPath() {
    var step = exercise.step().folder();
    var shared = checkout.root().resolve("harness/server/target/server-tests.jar");
    return String.join(
        File.pathSeparator,
        checkout.root().resolve(step).resolve("target").resolve(step + ".jar").toString(),
        shared.toString(),
        System.getProperty("java.class.path"));
  }
}
