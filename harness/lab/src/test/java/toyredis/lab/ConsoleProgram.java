package toyredis.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs in a lesson's terminal: what is typed into it, and what it prints. */
final class ConsoleProgram {
  private static final String COLOUR_OR_CURSOR = "\u001B\\[[0-9;?]*[A-Za-z]";

  private final Process process;
  private final Deque<String> lines = new ArrayDeque<>(); // guarded by itself
  private boolean ended; // guarded by lines

  ConsoleProgram(ProcessBuilder shell) throws IOException {
    process = shell.redirectErrorStream(true).start();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var out = process.inputReader(UTF_8)) {
      for (String line; (line = out.readLine()) != null; ) {
        synchronized (lines) {
          lines.add(line.replaceAll(COLOUR_OR_CURSOR, "").stripTrailing());
          lines.notifyAll();
        }
      }
    } catch (IOException gone) {
      // it was killed
    }
    synchronized (lines) {
      ended = true;
      lines.notifyAll();
    }
  }

  /** The next line that it prints; null if it prints no more, or nothing for so long. */
  String line(long millis) throws InterruptedException {
    var deadline = System.nanoTime() + millis * 1_000_000;
    synchronized (lines) {
      while (lines.isEmpty() && !ended) {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) return null;
        lines.wait(left);
      }
      return lines.poll();
    }
  }

  void type(String text) throws IOException {
    try {
      process.getOutputStream().write((text + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new IOException("there is nobody to type '" + text + "' to: the program has ended");
    }
  }

  /** Ctrl-D. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // it has ended
    }
  }

  /** Ctrl-C as a terminal does it: to all that were started. */
  void interrupt() throws IOException, InterruptedException {
    var kill = new ArrayList<>(List.of("kill", "-INT"));
    process.toHandle().descendants().forEach(child -> kill.add("" + child.pid()));
    kill.add("" + process.pid());
    new ProcessBuilder(kill).redirectErrorStream(true).start().waitFor();
  }

  /** The exit code, or -1 if it has not ended within the time. */
  int exitCode(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
