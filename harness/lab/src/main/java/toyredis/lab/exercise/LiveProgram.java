package toyredis.lab.exercise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.LabException;
import toyredis.report.book.Exercise;

/**
 * An exercise that is a server: its starter has a class whose name ends in {@code Server}, with a
 * {@code main} that takes a server's options and prints a server's ready line.
 *
 * @param main that class
 * @param classes where it and the reader's other classes are, compiled
 */
public record LiveProgram(Checkout checkout, String main, Path classes) {
  private static final String FILE = "Server.java";

  /** The class that is started; empty if the exercise is no server. */
  static Optional<String> main(Exercise exercise) throws IOException {
    return Exercise.sources(exercise.starters()).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(FILE))
        .map(name -> name.substring(0, name.length() - ".java".length()))
        .findFirst();
  }

  /**
   * Compiles the reader's files; where there are none yet, the starter's are made the reader's.
   *
   * @param word the exercise's number
   * @throws LabException if it is no server, or does not compile
   */
  public static LiveProgram of(Checkout checkout, String word) throws IOException {
    var exercise = Shelf.of(checkout).find(word);
    var main =
        main(exercise)
            .orElseThrow(
                () ->
                    new LabException(
                        "exercise %s is no server; ./lab check %s checks it"
                            .formatted(exercise.id(), exercise.id())));
    new Work(exercise).begin();
    var classes = Files.createTempDirectory(Scratch.folder(), "live");
    try {
      Compiler.compile(Source.of(exercise.work()), ExerciseCheck.servers(checkout), classes);
      var complaints = Allowed.complaints(Classes.of(classes));
      if (!complaints.isEmpty()) throw new Unusable(String.join("\n", complaints));
    } catch (Unusable e) {
      throw new LabException(
          "exercise %s in %s cannot be started:\n%s"
              .formatted(exercise.id(), Checkout.shown(exercise.work()), e.getMessage()));
    }
    return new LiveProgram(checkout, main, classes);
  }

  /** The command that starts it, without its options. */
  public List<String> command(String... jvmFlags) {
    var command = new ArrayList<String>();
    command.add(Checkout.java());
    command.addAll(List.of(jvmFlags));
    var classPath = new ArrayList<>(List.of(classes));
    classPath.addAll(ExerciseCheck.servers(checkout));
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    return command;
  }
}
