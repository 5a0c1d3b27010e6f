package toyredis.lab.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.exercise.LiveProgram;
import toyredis.lab.process.Checkout;

/** The server of an exercise: a step's, with commands of the reader's, compiled from their file. */
final class ExerciseServer {
  private ExerciseServer() {}

  /** Compiles it, starts it on a free port, and waits until it is ready. */
  static ServerProcess start(Checkout checkout, Server.OfExercise exercise, List<String> options)
      throws IOException, InterruptedException {
    // the collector of the steps: they are compared
    var command =
        new ArrayList<>(LiveProgram.of(checkout, exercise.id()).command("-XX:+UseParallelGC"));
    command.addAll(List.of("--port", "0"));
    command.addAll(options);
    return ServerProcess.start(
        checkout,
        exercise.label(),
        command,
        _ -> true,
        (line, recorded, pid) -> StepServer.target(exercise.label(), line, recorded, pid));
  }
}
