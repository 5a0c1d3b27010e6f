package toyredis.lab.screen;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import toyredis.report.terminal.TerminalCharts;
import toyredis.results.text.Table;
import toyredis.results.text.Words;

/**
 * Where the lab writes. On a terminal a status line is written over again and again; elsewhere it
 * is a plain line every now and then, so that a log shows that something goes on. Lines fit the
 * terminal. What servers and files say comes through here too, and cannot steer the terminal.
 */
public final class Screen {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
  private static final String TO_LINE_START_AND_CLEAR = "\r\033[K";
  private static final int USUAL = 80;
  private static final int NARROWEST = 40;

  /** Control characters, and those that turn the direction of writing. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n]]");

  /** What a line's continuation stands below: its indentation, or what follows its label. */
  private static final Pattern LABEL = Pattern.compile("( *)(\\S+(?: \\S+)*  +)?");

  /** Losses and verdicts: bad, good, none. */
  private static final Pattern VERDICT =
      Pattern.compile(
          "(broke its promise|[1-9]\\d* not held|costlier|slower"
              + "|(?<=(?:updates|keys|scan|history|errors:) {1,9}|lost )[1-9][\\d,]*)"
              + "|(kept its promise|[1-9]\\d* held|cheaper|faster|Solved\\.)"
              + "|[1-9]\\d* inconclusive|inconclusive");

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private final boolean color;
  private boolean statusShown;
  private long plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();

  /** What this is, is asked of the system. Ctrl-C leaves no half line behind. */
  public static Screen of(PrintWriter out) {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    var screen = new Screen(out, isTerminal() && !dumb, terminalColumns(), terminalColor());
    if (screen.terminal) Interrupt.addHook(new Thread(screen::clearStatus, "clears the status"));
    return screen;
  }

  /** One that is no terminal. */
  public Screen(PrintWriter out) {
    this(out, false, Table.WIDE, false);
  }

  public Screen(PrintWriter out, boolean terminal, int columns, boolean color) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.color = color;
  }

  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** Colours are for terminals, and only for those who want them (no-color.org). */
  public static boolean terminalColor() {
    var unwanted = System.getenv("NO_COLOR");
    return isTerminal()
        && !"dumb".equals(System.getenv("TERM"))
        && (unwanted == null || unwanted.isEmpty());
  }

  /** How wide lines may be: where there is no terminal, and nobody has said it, as they like. */
  public static int terminalColumns() {
    int said = number(System.getenv("COLUMNS"));
    if (said == 0 && !isTerminal()) return Table.WIDE;
    int found = said == 0 ? number(sizeOfTerminal().replaceFirst(".* ", "")) : said;
    return found == 0 ? USUAL : Math.max(NARROWEST, found);
  }

  /** {@code "24 80"}. */
  private static String sizeOfTerminal() {
    try {
      var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException unknown) {
      return "";
    }
  }

  private static int number(String text) {
    return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  /** For what is printed at once, an error for one: lines that fit, and steer nothing. */
  public static String fitting(String lines) {
    return fitting(lines, terminalColumns());
  }

  private static String fitting(String lines, int columns) {
    return Arrays.stream(plain(lines).split("\n", -1))
        .flatMap(line -> Words.fold(line, columns, indent(line, columns)).stream())
        .collect(Collectors.joining("\n"));
  }

  private static String plain(String text) {
    return STEERING.matcher(text.replace('\t', ' ')).replaceAll("?");
  }

  private static int indent(String line, int columns) {
    var label = LABEL.matcher(line);
    label.lookingAt();
    return label.end() <= columns / 2 ? Math.max(label.end(), 2) : label.end(1) + 2;
  }

  private String colored(String text) {
    return color ? VERDICT.matcher(text).replaceAll(Screen::colored) : text;
  }

  private static String colored(MatchResult verdict) {
    int red = 31;
    int green = 32;
    int yellow = 33;
    int code = verdict.group(1) != null ? red : verdict.group(2) != null ? green : yellow;
    return "\033[" + code + "m" + verdict.group() + "\033[0m";
  }

  /** How wide a table may be. */
  public int columns() {
    return columns;
  }

  /** Shows what is going on now. */
  public synchronized void status(String text) {
    if (terminal) {
      var line = plain(text).replace('\n', ' ');
      out.print(TO_LINE_START_AND_CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
      out.flush();
      statusShown = true;
    } else if (System.nanoTime() - plainAt >= 0) {
      out.println(fitting(text, columns));
      plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();
    }
  }

  /** Charts as this screen can show them; to be printed by {@link #draw}. */
  public TerminalCharts plots() {
    int width = columns == Table.WIDE ? USUAL : Math.clamp(columns, 60, 120);
    return TerminalCharts.ofTerminal(
        width, System.out.charset().equals(StandardCharsets.UTF_8), color);
  }

  /** Prints what stays. */
  public void print(String lines) {
    draw(colored(fitting(lines, columns)));
  }

  /** Prints paragraphs, in lines that are read with ease however wide the terminal is. */
  public void printProse(String paragraphs) {
    draw(colored(fitting(paragraphs, Math.min(USUAL, columns))));
  }

  /** Prints lines whose columns say something: code with a caret below it, two threads abreast. */
  public void printUnfolded(String lines) {
    draw(colored(plain(lines)));
  }

  /** Prints what has its final form, with colours of its own: a chart. */
  public synchronized void draw(String chart) {
    clearStatus();
    out.println(chart);
    plainAt = System.nanoTime() + PLAIN_EVERY.toNanos();
  }

  /** The last line of a command: what to try after it. */
  public void next(String command) {
    print("Next: " + command);
  }

  /** Prints a line that says what begins; on a terminal the status tells. */
  public synchronized void begin(String line) {
    if (terminal) {
      status(line);
    } else {
      out.println(fitting(line, columns));
    }
  }

  public synchronized void clearStatus() {
    if (statusShown) {
      out.print(TO_LINE_START_AND_CLEAR);
      out.flush();
      statusShown = false;
    }
  }

  /** A bar of ten characters. */
  public static String bar(double share) {
    int done = Math.clamp(Math.round(share * 10), 0, 10);
    return "[" + "#".repeat(done) + "-".repeat(10 - done) + "]";
  }
}
