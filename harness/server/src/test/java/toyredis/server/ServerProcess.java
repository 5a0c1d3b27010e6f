package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A step's server in a JVM of its own, on a free port, as a user would start it. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(\\S+) ready on \\S+:(\\d+) \\(.*\\)");

  /** Turkish letters (I becomes ı) and Arabic digits: nothing that a server says may change. */
  private static final List<String> FOREIGN_LOCALE =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.language.format=ar",
          "-Duser.country.format=EG");

  private final Process process;
  private final BufferedReader out;
  private final String readyLine;
  private final int port;

  private ServerProcess(Process process, BufferedReader out, String readyLine, int port) {
    this.process = process;
    this.out = out;
    this.readyLine = readyLine;
    this.port = port;
  }

  /** Starts {@code main} with {@code --port 0} and these options; returns when it is ready. */
  public static ServerProcess start(Class<?> main, String... options) throws IOException {
    var arguments = new ArrayList<>(List.of("--port", "0"));
    arguments.addAll(List.of(options));
    return start(command(main, arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Starts a server's command line as it stands; returns when it is ready. */
  public static ServerProcess start(ProcessBuilder command) throws IOException {
    var process = command.start();
    var out = process.inputReader(ISO_8859_1);
    var line = out.readLine();
    var ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("no ready line, but: " + line);
    }
    return new ServerProcess(process, out, line, Integer.parseInt(ready.group(2)));
  }

  /** What a server said that did not stay. */
  record Ended(int exitCode, String error) {}

  /** Runs {@code main} with exactly these arguments to its end. */
  static Ended run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    var process = command(main, List.of(arguments)).start();
    var error = new String(process.getErrorStream().readAllBytes(), ISO_8859_1);
    return new Ended(process.waitFor(), error);
  }

  /** The command line that runs {@code main} with exactly these arguments; not yet started. */
  public static ProcessBuilder command(Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(FOREIGN_LOCALE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  public int port() {
    return port;
  }

  public String readyLine() {
    return readyLine;
  }

  public TestClient connect() throws IOException {
    return new TestClient(port);
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** The exit code, or -1 if it has not ended within the time. */
  public int exitCode(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  /** The memory that it occupies, in bytes; -1 where the system has no {@code /proc}. */
  public long residentBytes() throws IOException {
    var status = Path.of("/proc", "" + process.pid(), "status");
    if (!Files.exists(status)) return -1;
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
    throw new IOException("no VmRSS in " + status);
  }

  /** How many descriptors it has open; -1 where the system has no {@code /proc}. */
  public int descriptors() throws IOException {
    var open = Path.of("/proc", "" + process.pid(), "fd");
    if (!Files.exists(open)) return -1;
    try (var each = Files.list(open)) {
      return (int) each.count();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }
}
