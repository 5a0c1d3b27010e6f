package toyredis.lab;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import toyredis.load.ServerInfo;
import toyredis.load.Target;

/** A step's server in a JVM of its own, on a free port. It does not outlive the lab. */
final class StepServer implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("\\S+ ready on (\\S+):(\\d+) \\(variant ([^,]+), threads ([^)]+)\\).*");
  private static final Duration START = Duration.ofSeconds(15);
  private static final int STDERR_LINES = 20;

  private final Step step;
  private final Process process;
  private final Thread killer;
  private final Deque<String> stderr = new ArrayDeque<>(); // guarded by itself
  private final Thread stderrReader;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private Target target;

  private StepServer(Step step, List<String> command) throws IOException {
    this.step = step;
    process = new ProcessBuilder(command).start();
    killer = new Thread(() -> stop(process), "stops " + step.label());
    Interrupt.addHook(killer);
    stderrReader = Thread.ofVirtual().start(this::readStderr);
    Thread.ofVirtual().start(this::readStdout);
  }

  /**
   * Starts a step and waits until it is ready.
   *
   * @param options for the server, its port excepted
   * @throws LabException when it does not start, with its own words
   */
  static StepServer start(Checkout checkout, Step step, List<String> options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(checkout.command(step));
    command.addAll(List.of("--port", "0"));
    command.addAll(options);
    var server = new StepServer(step, command);
    try {
      server.awaitReady(recorded(checkout, command));
      return server;
    } catch (LabException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /** The command without what is this machine's own business: its folders. */
  private static List<String> recorded(Checkout checkout, List<String> command) {
    return command.stream()
        .map(word -> word.equals(Checkout.java()) ? "java" : word)
        .map(word -> word.replace(checkout.root() + File.separator, ""))
        .toList();
  }

  private void awaitReady(List<String> command) throws InterruptedException {
    try {
      var line = ready.get(START.toMillis(), TimeUnit.MILLISECONDS);
      var match = READY.matcher(line);
      if (!match.matches()) throw new LabException(step.label() + " said: " + line);
      var address = new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2)));
      var info = new ServerInfo(step.label(), match.group(3), match.group(4), command);
      target = new Target(info, address, process.pid());
    } catch (TimeoutException e) {
      throw new LabException(
          step.label() + " was not ready within " + START.toSeconds() + " s" + itsWords());
    } catch (ExecutionException e) {
      throw new LabException(
          step.label() + " ended at its start with exit code " + process.waitFor() + itsWords());
    }
  }

  /** Reads to the end, so that the server never waits for a reader. */
  private void readStdout() {
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) ready.complete(line);
    } catch (IOException closed) {
      // the process has ended
    }
    ready.completeExceptionally(new IOException("ended without a word"));
  }

  private void readStderr() {
    try (var lines = process.errorReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (stderr) {
          stderr.add(line);
          if (stderr.size() > STDERR_LINES) stderr.remove();
        }
      }
    } catch (IOException closed) {
      // the process has ended
    }
  }

  /** What it wrote to its standard error, to be put behind a message. */
  private String itsWords() throws InterruptedException {
    if (!process.isAlive()) stderrReader.join(Duration.ofSeconds(1));
    synchronized (stderr) {
      return stderr.isEmpty() ? "" : ": " + stderr.stream().collect(Collectors.joining("\n"));
    }
  }

  /** The running server. */
  Target target() {
    return target;
  }

  /**
   * Makes sure that the server lives.
   *
   * @throws LabException with its last words when it has ended
   */
  void requireAlive() throws InterruptedException {
    if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
      throw new LabException(
          step.label() + " ended in the middle, exit code " + process.exitValue() + itsWords());
    }
  }

  @Override
  public void close() {
    stop(process);
    Interrupt.removeHook(killer);
  }

  /** SIGTERM, and when that does not help, SIGKILL. */
  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
