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
   * A child may have ended long before the lab does, and a process of somebody else's, or a thread,
   * have its pid now. It began at another time; that is the 22nd field of proc(5)'s stat, and the
   * 20th behind the name. To start ps at each end would cost a tenth of a short check.
   */
  private static final String IS_STILL_THE_CHILD =
      "began() { if [ -d /proc/self ];"
          + " then read -r stat </proc/$$/stat && set -- ${stat##*) } && echo ${20};"
          + " else ps -o lstart= -p $$; fi 2>/dev/null; }; began=$(began);"
          + " same() { [ \"$(began)\" = \"$began\" ]; };";

  /**
   * The lab never writes to the child's input: that ends when the lab does, however it does. A
   * process beside the child's waits for it. The child itself takes the place of the shell, so that
   * its pid and its signals are its own.
   */
  private static final String UNTIL_THE_LAB_ENDS =
      IS_STILL_THE_CHILD
          + " ( { read _ <&3; same && kill $$ && sleep 3 && same && kill -9 $$; } & )"
          + " 3<&0 >/dev/null 2>&1; exec \"$@\" </dev/null";

  /**
   * The same for a child that is told a line. The line comes to it through a named pipe, whose
   * other end the process beside it holds until the lab ends; so the child's own input ends then,
   * too. The file size limit is 64 MB (in blocks of 512 bytes): who writes more has gone wrong.
   */
  private static final String TOLD_A_LINE_UNTIL_THE_LAB_ENDS =
      IS_STILL_THE_CHILD
          + " read -r line; pipe=$1; shift; mkfifo \"$pipe\" || exit 1;"
          + " ( { printf '%s\\n' \"$line\"; read -r _ <&3; same && kill -9 $$; }"
          + " >\"$pipe\" 2>/dev/null & ) 3<&0;"
          + " unset line; ulimit -c 0; ulimit -f 131072; exec \"$@\" <\"$pipe\"";

  private Child() {}

  /** How to start it; its input is not to be redirected. */
  public static ProcessBuilder of(List<String> command) {
    if (!Files.isExecutable(SHELL)) return new ProcessBuilder(command);
    var guarded = new ArrayList<>(List.of(SHELL.toString(), "-c", UNTIL_THE_LAB_ENDS, "lab"));
    guarded.addAll(command);
    return new ProcessBuilder(guarded);
  }

  /**
   * How to start a child whose input is one line, which the lab is to write to it, and which ends
   * when the lab does. It and what it has started are killed then.
   *
   * @param pipe a file that is not there yet
   */
  public static ProcessBuilder toldALine(Path pipe, List<String> command) {
    if (!Files.isExecutable(SHELL)) return new ProcessBuilder(command);
    var guarded =
        new ArrayList<>(
            List.of(
                SHELL.toString(), "-c", TOLD_A_LINE_UNTIL_THE_LAB_ENDS, "lab", pipe.toString()));
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
  public static void kill(Process process) {
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
