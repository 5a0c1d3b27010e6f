package toyredis.lab;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import toyredis.report.Plot;

/**
 * Where the lab writes. On a terminal a status line is written over again and again; elsewhere it
 * is a plain line every now and then, so that a log shows that something goes on.
 */
final class Screen {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
  private static final String TO_LINE_START_AND_CLEAR = "\r\033[K";
  private static final int WIDTH = 79;

  private final PrintWriter out;
  private final boolean terminal;
  private boolean statusShown;
  private long plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();

  /** Whether this is a terminal is asked of the system. Ctrl-C leaves no half line behind. */
  static Screen of(PrintWriter out) {
    var screen = new Screen(out, isTerminal());
    if (screen.terminal) Interrupt.addHook(new Thread(screen::clearStatus, "clears the status"));
    return screen;
  }

  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  /** Shows what is going on now. */
  synchronized void status(String text) {
    if (terminal) {
      out.print(TO_LINE_START_AND_CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
      out.flush();
      statusShown = true;
    } else if (System.nanoTime() - plainAt >= 0) {
      out.println(text);
      plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();
    }
  }

  /** Charts as this screen can show them: with colours only on a terminal, if they are wanted. */
  Plot plots() {
    var unwanted = System.getenv("NO_COLOR");
    var color = terminal && (unwanted == null || unwanted.isEmpty());
    return Plot.ofTerminal(System.out.charset().equals(StandardCharsets.UTF_8), color);
  }

  /** Prints what stays. */
  synchronized void print(String lines) {
    clearStatus();
    out.println(lines);
    plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();
  }

  /** Prints a line that says what begins; on a terminal the status tells. */
  synchronized void begin(String line) {
    if (terminal) {
      status(line);
    } else {
      out.println(line);
    }
  }

  synchronized void clearStatus() {
    if (statusShown) {
      out.print(TO_LINE_START_AND_CLEAR);
      out.flush();
      statusShown = false;
    }
  }

  /** A bar of ten characters. */
  static String bar(double share) {
    int done = Math.clamp(Math.round(share * 10), 0, 10);
    return "[" + "#".repeat(done) + "-".repeat(10 - done) + "]";
  }
}
