package toyredis.lab;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import toyredis.lab.ConsolePage.Block;
import toyredis.lab.ConsolePage.Part;
import toyredis.lab.process.Checkout;

/**
 * Runs the console blocks of a page, one after the other, each in its terminal.
 *
 * <p>In place of port 6379, and of those that follow it, a free one is used, and put back in what
 * is seen; {@code ./lab} is this build's lab, and keeps its results in a folder of its own.
 */
final class ConsoleRun implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\\b63[789][0-9]\\b");
  private static final Pattern TOOLS =
      Pattern.compile("(?:^|[(|;&] *)(nc|redis-cli|redis-server|redis-benchmark|docker)\\b");
  private static final Pattern NEVER_RUN =
      Pattern.compile("(git|\\./mvnw|docker|sudo|apt|brew) .*");
  private static final Pattern OF_THE_SHELL = Pattern.compile("(cd|export|ulimit) .*");
  private static final Pattern SERVER =
      Pattern.compile(
          ".*(\\./lab (serve|cluster|show echo)|redis-server|java .*-jar|\\bnc\\b|redis-cli$).*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final int QUIET_MILLIS = 2_000; // who prints nothing for so long has printed all

  private static final int CLIENT_END_MILLIS = 10_000;

  /** What is open in a terminal. */
  private static final class Terminal {
    private final StringBuilder before = new StringBuilder(); // cd, export, ulimit
    private ConsoleProgram program; // null if none was started
    private Part command; // that it was started by
    private boolean compared; // its last expected lines must be all there is
  }

  private record Edit(int from, int count, List<String> lines) {}

  private final Path file;
  private final Path root;
  private final Path name; // of the file, from the root if it is in the checkout
  private final Path folder;
  private final boolean all;
  private final boolean write;
  private final long patienceMillis;
  private final Map<String, Terminal> terminals = new TreeMap<>();
  private final Map<String, String> ports = new HashMap<>(); // in the page → in use
  private final List<Edit> edits = new ArrayList<>();

  /** What does not match, a few lines each. */
  final List<String> mismatches = new ArrayList<>();

  /** Tools that are not there, by the line of the command. */
  final List<String> skipped = new ArrayList<>();

  /**
   * Nothing runs yet.
   *
   * @param file the page
   * @param folder for what is made meanwhile
   * @param all slow blocks too
   * @param write the page is to get what is seen
   */
  ConsoleRun(Path file, Path folder, boolean all, boolean write) throws IOException {
    this.file = file;
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    this.all = all;
    this.write = write;
    root = Checkout.ofThisLab().root();
    name = file.startsWith(root) ? root.relativize(file) : file;
    patienceMillis = all ? 900_000 : 60_000;
    var lab = folder.resolve("lab");
    Files.writeString(
        lab,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -Dlab.results='%s' -cp '%s' %s \"$@\"\n"
            .formatted(
                Checkout.java(),
                this.folder.resolve("results"),
                System.getProperty("java.class.path"),
                Lab.class.getName()));
    if (!lab.toFile().setExecutable(true)) throw new IOException("cannot make " + lab);
  }

  /** Runs the page to its end, or to the first command that does not end. */
  void run() throws IOException, InterruptedException {
    var lines = Files.readAllLines(file);
    var blocks = new ArrayList<Block>();
    for (var block : ConsolePage.of(lines).blocks()) if (checked(block)) blocks.add(block);
    Part pending = null;
    Terminal pendingIn = null;
    try {
      for (int b = 0; b < blocks.size(); b++) {
        var block = blocks.get(b);
        var terminal = terminals.computeIfAbsent(block.terminal(), _ -> new Terminal());
        var later = b + 1 < blocks.size() && blocks.get(b + 1).meanwhile();
        for (var part : block.parts()) {
          act(terminal, part);
          if (part == block.parts().getLast()) {
            if (pending != null) expect(pendingIn, pending);
            pending = later ? part : null;
            pendingIn = terminal;
            if (later) break;
          }
          expect(terminal, part);
        }
      }
      for (var terminal : terminals.values()) {
        if (terminal.program != null && !lasts(terminal.command)) finish(terminal);
      }
    } catch (AbandonedException abandoned) {
      // what went wrong is among the mismatches; what follows would go wrong for no other reason
    }
    if (write && !edits.isEmpty()) {
      edits.sort((one, other) -> other.from - one.from);
      var renewed = new ArrayList<>(lines);
      for (var edit : edits) {
        var old = renewed.subList(edit.from - 1, edit.from - 1 + edit.count);
        old.clear();
        old.addAll(edit.lines);
      }
      Files.write(file, renewed);
    }
  }

  @Override
  public void close() {
    for (var terminal : terminals.values()) {
      if (terminal.program != null) terminal.program.kill();
    }
  }

  /** Whether to run a block; what can be said without running it is said. */
  private boolean checked(Block block) {
    var run = all || !block.slow();
    for (var part : block.parts()) {
      if (part.act() != ConsolePage.Act.COMMAND) continue;
      if (part.text().startsWith("./lab")) checkOptions(part);
      if (NEVER_RUN.matcher(part.text() + " ").matches()) {
        if (!block.slow()) mismatch(part.line(), "the role slow: this is never run", part.text());
        run = false;
      }
      var tools = TOOLS.matcher(part.text());
      while (run && tools.find()) {
        if (isInstalled(tools.group(1))) continue;
        skipped.add(name + ", line " + part.line() + ": " + tools.group(1) + " is not installed");
        run = false;
      }
    }
    return run;
  }

  private void checkOptions(Part part) {
    var words = new ArrayList<String>();
    var word = WORD.matcher(part.text().substring("./lab".length()));
    while (word.find() && !word.group().matches("[#|>&;].*|2>.*")) {
      words.add(word.group().replaceAll("^[\"']|[\"']$", ""));
    }
    try {
      Lab.commandLine().parseArgs(words.toArray(String[]::new));
    } catch (ParameterException wrong) {
      mismatch(part.line(), "a command of the lab", part.text() + ": " + wrong.getMessage());
    }
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, tool)));
  }

  private void act(Terminal terminal, Part part) throws IOException, InterruptedException {
    if (part.act() == ConsolePage.Act.COMMAND) {
      if (terminal.program != null) finish(terminal);
      start(terminal, part);
      return;
    }
    if (part.act() == ConsolePage.Act.NOTHING && terminal.program != null) return;
    if (terminal.program == null) {
      if (skipped.isEmpty()) mismatch(part.line(), "a command before it", part.text());
      throw new AbandonedException();
    }
    switch (part.act()) {
      case TYPED -> type(terminal, part);
      case KEY -> {
        if (part.text().equals("C")) terminal.program.interrupt();
        terminal.program.endInput();
        terminal.compared = false;
        if (terminal.program.exitCode(patienceMillis) < 0) abandon(part, "^" + part.text());
      }
      default -> {}
    }
  }

  private void type(Terminal terminal, Part part) throws AbandonedException {
    try {
      terminal.program.type(part.text());
    } catch (IOException gone) {
      mismatch(part.line(), part.text(), gone.getMessage());
      throw new AbandonedException();
    }
  }

  private void start(Terminal terminal, Part part) throws IOException {
    var command = here(part.text());
    var shell =
        new ProcessBuilder("bash", "-c", terminal.before + command).directory(root.toFile());
    var environment = shell.environment();
    environment.put("COLUMNS", "80");
    environment.put("NO_COLOR", "1");
    environment.put("PATH", Path.of(Checkout.java()).getParent() + ":" + environment.get("PATH"));
    if (OF_THE_SHELL.matcher(part.text()).matches()) terminal.before.append(command).append('\n');
    terminal.program = new ConsoleProgram(shell);
    terminal.command = part;
    terminal.compared = false;
  }

  /** The command as it is to be run here: other ports, another lab. */
  private String here(String command) throws IOException {
    if (command.matches(".*(\\./lab (serve|cluster|show echo)|redis-server|java .*-jar).*")
        && !command.contains("--port")) {
      command += " --port 6379";
    }
    if (command.matches("(.*[(|;&] *)?redis-cli\\b.*")) {
      var port = command.matches(".* -p .*") ? "" : " -p 6379";
      command = command.replaceFirst("redis-cli\\b", "redis-cli --no-raw" + port);
    }
    var used = PORT.matcher(command);
    var text = new StringBuilder();
    while (used.find()) {
      if (!ports.containsKey(used.group())) ports.put(used.group(), "" + freePort());
      used.appendReplacement(text, ports.get(used.group()));
    }
    return used.appendTail(text)
        .toString()
        .replaceAll(
            "(^|[ (;&|])\\./lab\\b",
            "$1" + Matcher.quoteReplacement("'" + folder.resolve("lab") + "'"))
        .replaceAll("(^| )results/", "$1" + Matcher.quoteReplacement(folder + "/results/"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The line as a reader sees it. */
  private String there(String seen) {
    for (var port : ports.entrySet()) {
      seen = seen.replaceAll("\\b" + port.getValue() + "\\b", port.getKey());
    }
    return seen.replace(folder.resolve("results").toString(), "results")
        .replace(root.relativize(folder).resolve("results").toString(), "results");
  }

  private boolean lasts(Part command) {
    return command.lasts() || SERVER.matcher(command.text()).matches();
  }

  /** Nothing more is typed into the program: it must end, and have said all. */
  private void finish(Terminal terminal) throws InterruptedException, AbandonedException {
    terminal.program.endInput();
    var text = terminal.command.text();
    // the end of its input ends a client; a server that nobody has stopped goes on
    var patience = SERVER.matcher(text).matches() ? CLIENT_END_MILLIS : patienceMillis;
    var last = terminal.program.line(patience);
    if (terminal.compared && last != null && !write) {
      mismatch(terminal.command.line(), "no more from " + text, there(last));
    }
    for (var line = last; line != null; line = terminal.program.line(patience)) last = line;
    var exit = terminal.program.exitCode(patience);
    if (exit < 0) abandon(terminal.command, "the end of");
    if (!terminal.compared && List.of(2, 126, 127).contains(exit)) {
      mismatch(terminal.command.line(), "a command", text + " ends with " + exit + ": " + last);
    }
    terminal.program.kill();
    terminal.program = null;
  }

  private void expect(Terminal terminal, Part part) throws InterruptedException {
    if (part.comparesNothing()) return;
    var wrong = mismatches.size();
    if (write) renew(terminal, part);
    else match(terminal, part, () -> terminal.program.line(patienceMillis), mismatches);
    terminal.compared =
        wrong == mismatches.size() && !part.expected().getLast().equals(ConsolePage.ANY_LINES);
  }

  private interface Source {
    String next() throws InterruptedException;
  }

  /** The expected lines with what was seen, as far as they match. */
  private List<String> match(Terminal terminal, Part part, Source seen, List<String> wrong)
      throws InterruptedException {
    var renewed = new ArrayList<String>();
    var any = false;
    for (int i = 0; i < part.expected().size(); i++) {
      var expected = part.expected().get(i);
      if (expected.equals(ConsolePage.ANY_LINES)) {
        any = true;
        renewed.add(expected);
        continue;
      }
      String fits = null;
      var other = "nothing";
      while (fits == null) {
        var line = seen.next();
        if (line == null) break;
        fits = ConsolePage.renewed(expected, there(line));
        if (fits == null) other = there(line);
        if (fits == null && !any) break;
      }
      if (fits == null) {
        wrong.add(message(part.from() + i, expected, other));
        return renewed;
      }
      renewed.add(fits);
      any = false;
    }
    return renewed;
  }

  /** Puts what is seen in the place of what was expected, and keeps the volatile marks. */
  private void renew(Terminal terminal, Part part) throws InterruptedException {
    var seen = new ArrayList<String>();
    var quiet = lasts(terminal.command) ? QUIET_MILLIS : patienceMillis;
    for (String line;
        (line = terminal.program.line(seen.isEmpty() ? patienceMillis : quiet)) != null; ) {
      seen.add(there(line));
    }
    var wrong = new ArrayList<String>();
    var each = seen.iterator();
    var renewed = match(terminal, part, () -> each.hasNext() ? each.next() : null, wrong);
    var complete = !each.hasNext() || part.expected().getLast().equals(ConsolePage.ANY_LINES);
    if (!wrong.isEmpty() || !complete) {
      renewed = new ArrayList<>();
      for (var line : seen) renewed.add(withMarks(part.expected(), line));
    }
    if (!renewed.equals(part.expected())) {
      edits.add(new Edit(part.from(), part.expected().size(), renewed));
    }
  }

  private static String withMarks(List<String> expected, String seen) {
    for (var line : expected) {
      var renewed = ConsolePage.renewed(line, seen);
      if (renewed != null) return renewed;
    }
    return seen;
  }

  private String message(int line, String expected, String seen) {
    var hint = expected.equals(ConsolePage.TO_BE_FILLED_IN) ? " (-Dconsole=write fills it in)" : "";
    return name + ", line " + line + hint + "\n  expected: " + expected + "\n  seen:     " + seen;
  }

  private void mismatch(int line, String expected, String seen) {
    mismatches.add(message(line, expected, seen));
  }

  private void abandon(Part part, String what) throws AbandonedException {
    mismatch(part.line(), what + " " + part.text(), "it goes on (is a ^C missing?)");
    throw new AbandonedException();
  }

  /** The page cannot go on. */
  private static final class AbandonedException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
