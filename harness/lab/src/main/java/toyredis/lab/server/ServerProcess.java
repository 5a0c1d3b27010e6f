package toyredis.lab.server;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.load.client.ServerAddress;

/** A server that the lab has started, in a process of its own. It does not outlive the lab. */
public final class ServerProcess implements RunningServer {
  private static final Duration START = Duration.ofSeconds(15);
  private static final int STDERR_LINES = 20;

  private final String name;
  private final Process process;
  private final Thread killer;
  private final Deque<String> stderr = new ArrayDeque<>(); // guarded by itself
  private final Thread stderrReader;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Predicate<String> isReadyLine;
  private ServerAddress target;

  private ServerProcess(String name, List<String> command, Predicate<String> isReadyLine)
      throws IOException {
    this.name = name;
    this.isReadyLine = isReadyLine;
    process = Child.of(command).start();
    killer = new Thread(() -> Child.stop(process), "stops " + name);
    Interrupt.addHook(killer);
    stderrReader = Thread.ofVirtual().start(this::readStderr);
    Thread.ofVirtual().start(this::readStdout);
  }

  /** Reads where the server listens, and what is to be recorded of it, from its ready line. */
  @FunctionalInterface
  interface Introduction {
    /** Null when the line says something else. */
    public ServerAddress target(String line, List<String> recorded, long pid);
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param name in messages
   * @param isReadyLine tells the line that it prints when it is ready
   * @throws LabException when it does not start, with its own words
   */
  static ServerProcess start(
      Checkout checkout,
      String name,
      List<String> command,
      Predicate<String> isReadyLine,
      Introduction introduction)
      throws IOException, InterruptedException {
    var server = new ServerProcess(name, command, isReadyLine);
    try {
      server.awaitReady(recorded(checkout, command), introduction);
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

  private void awaitReady(List<String> command, Introduction introduction)
      throws InterruptedException {
    try {
      var line = ready.get(START.toMillis(), TimeUnit.MILLISECONDS);
      target = introduction.target(line, command, process.pid());
      if (target == null) throw new LabException(name + " said: " + line);
    } catch (TimeoutException e) {
      throw new LabException(
          name + " was not ready within " + START.toSeconds() + " s" + itsWords());
    } catch (ExecutionException e) {
      throw new LabException(
          name + " ended at its start with exit code " + process.waitFor() + itsWords());
    }
  }

  /** Reads to the end, so that the server never waits for a reader. */
  private void readStdout() {
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isReadyLine.test(line)) ready.complete(line);
      }
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

  @Override
  public ServerAddress target() {
    return target;
  }

  @Override
  public void requireAlive() throws InterruptedException {
    if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
      throw new LabException(
          name + " ended in the middle, exit code " + process.exitValue() + itsWords());
    }
    Interrupt.check();
  }

  /**
   * Sends SIGTERM and waits for the end: what the server writes at its end is then there.
   *
   * @throws LabException when it has not ended within a minute
   */
  public void end() throws InterruptedException {
    Child.terminate(process);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new LabException(name + " did not end within a minute of SIGTERM");
    }
  }

  @Override
  public void close() {
    Child.stop(process);
    Interrupt.removeHook(killer);
  }
}
