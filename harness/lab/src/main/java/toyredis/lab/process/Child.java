package toyredis.lab.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import toyredis.lab.screen.Interrupt;

/** A process that the lab starts. It does not outlive the lab, not even one that is killed. */
public final class Child {
  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * The lab never writes to the child's input: that ends when the lab does, however it does. A
   * process beside the child's waits for it. The child itself takes the place of the shell, so that
   * its pid and its signals are its own.
   */
  private static final String UNTIL_THE_LAB_ENDS =
      "( { read _ <&3; kill $$ && sleep 3 && kill -9 $$; } & ) 3<&0 >/dev/null 2>&1;"
          + " exec \"$@\" </dev/null";

  private Child() {}

  /** How to start it; its input is not to be redirected. */
  public static ProcessBuilder of(List<String> command) {
    if (!Files.isExecutable(SHELL)) return new ProcessBuilder(command);
    var guarded = new ArrayList<>(List.of(SHELL.toString(), "-c", UNTIL_THE_LAB_ENDS, "lab"));
    guarded.addAll(command);
    return new ProcessBuilder(guarded);
  }

  /**
   * Runs it to its end.
   *
   * @param lines takes each line of its output and errors, which are read as UTF-8
   * @return its exit code
   */
  public static int run(ProcessBuilder builder, Consumer<String> lines)
      throws IOException, InterruptedException {
    var process = builder.redirectErrorStream(true).start();
    var killer = new Thread(() -> kill(process), "stops a child");
    Interrupt.addHook(killer);
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = output.readLine(); line != null; line = output.readLine()) lines.accept(line);
      int exit = process.waitFor();
      Interrupt.check();
      return exit;
    } finally {
      kill(process);
      Interrupt.removeHook(killer);
    }
  }

  /** It, and what it has started. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** SIGTERM, and when that does not help, SIGKILL. */
  public static void stop(Process process) {
    terminate(process);
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** SIGTERM only: {@link Process#destroy} would also close the child's input. */
  public static void terminate(Process process) {
    process.toHandle().destroy();
  }
}
