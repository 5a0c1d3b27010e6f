package toyredis.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a short-lived command of the system answers. */
public final class CommandOutput {
  private CommandOutput() {}

  /** What it prints, without white space around; empty when it is missing or fails. */
  public static String of(Path folder, String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
      return process.waitFor() == 0 ? output.strip() : "";
    } catch (IOException missing) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
