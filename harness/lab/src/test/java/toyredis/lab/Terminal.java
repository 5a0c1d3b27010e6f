package toyredis.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a terminal of its own, as a person uses it: what is typed reaches it key by key, and
 * it draws on a screen. The terminal is that of the {@code script} command of Linux.
 */
final class Terminal implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L; // who waits longer has failed

  private final Process process;
  private final StringBuilder screen = new StringBuilder(); // guarded by itself
  private boolean ended; // guarded by screen
  private int seen; // the screen up to here has been waited for

  private Terminal(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts a shell command, 120 columns wide. */
  static Terminal start(String command) throws IOException {
    var shell = "stty cols 120 rows 40; exec " + command;
    return new Terminal(Tool.start(List.of("script", "-q", "-e", "-c", shell, "/dev/null")));
  }

  private void read() {
    try (var out = process.getInputStream()) {
      var buffer = new byte[4096];
      for (int n; (n = out.read(buffer)) >= 0; ) {
        synchronized (screen) {
          screen.append(new String(buffer, 0, n, ISO_8859_1));
          screen.notifyAll();
        }
      }
    } catch (IOException gone) {
      // the program has ended
    }
    synchronized (screen) {
      ended = true;
      screen.notifyAll();
    }
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(ISO_8859_1));
    process.getOutputStream().flush();
  }

  /**
   * Waits until the text stands on the screen, behind what was waited for before.
   *
   * @throws AssertionError when it does not come
   */
  void awaits(String text) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (screen) {
      for (int at; ; screen.wait(100)) {
        if ((at = screen.indexOf(text, seen)) >= 0) {
          seen = at + text.length();
          return;
        }
        if (ended || System.nanoTime() > deadline) {
          throw new AssertionError("no '" + text + "' but: " + screen.substring(seen));
        }
      }
    }
  }

  /** All that was drawn, with the terminal's control sequences. */
  String screen() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  /** The exit code, or -1 if it has not ended within the time. */
  int exitCode(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
