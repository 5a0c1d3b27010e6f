package toyredis.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the system, such as nc or redis-cli, set on a step's server. */
final class Tool {
  private Tool() {}

  /**
   * Starts it, its standard error joined to its output. Where it is not installed, the test that
   * asks for it is skipped, and says so.
   */
  static Process start(List<String> command) throws IOException {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("TERM", "xterm"); // redis-cli edits lines on a known terminal only
      return builder.start();
    } catch (IOException e) {
      var skipped = "SKIPPED: " + command.getFirst() + " is not installed: " + e.getMessage();
      System.err.println(skipped);
      return Assumptions.abort(skipped);
    }
  }

  /** How a program ended, and all it said. */
  record Ended(int exitCode, String output) {}

  /** Runs it to its end with this input; it is killed after {@code patience}. */
  static Ended run(List<String> command, String latin1, Duration patience) throws Exception {
    var process = start(command);
    var guard =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException ended) {
                    process.destroyForcibly();
                  }
                });
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write(latin1.getBytes(ISO_8859_1));
                  } catch (IOException gone) {
                    // it ended without reading it all: its exit code says why
                  }
                });
    var output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    var exitCode = process.waitFor();
    writer.join();
    guard.join();
    return new Ended(exitCode, output);
  }
}
