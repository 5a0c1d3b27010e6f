package toyredis.lab.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import toyredis.lab.process.Child;
import toyredis.lab.process.Installed;
import toyredis.lab.screen.Interrupt;

/**
 * What the check of an exercise that is a server talks to: the reader's server, with little memory,
 * or a server for each of its variants, and where it is installed a redis-server, both fresh. They
 * end with the check.
 */
final class LiveServers implements AutoCloseable {
  private static final long START_SECONDS = 10;
  private static final int OUTPUT = 2_000; // of a server that does not start
  private static final Pattern READY = Pattern.compile("\\S+ ready on (\\S+:\\d+) \\(.*");

  private final List<Process> processes = new ArrayList<>();
  private final Thread killer = new Thread(this::stop, "stops the servers of a check");
  private final List<String> properties = new ArrayList<>();

  private LiveServers() {
    Interrupt.addHook(killer);
  }

  /**
   * Starts them all.
   *
   * @param variants of the server; the check's JVM is told the address of each
   * @throws Unusable if the reader's server does not start, with its own words
   */
  static LiveServers start(LiveProgram program, List<String> variants)
      throws Unusable, IOException, InterruptedException {
    var servers = new LiveServers();
    try {
      var command = new ArrayList<>(program.command("-Xmx128m", "-XX:+UseSerialGC"));
      command.addAll(List.of("--port", "0"));
      if (variants.isEmpty()) {
        servers.properties.add("-Dcheck.server=" + servers.start(command, READY));
      }
      for (var variant : variants) {
        var one = new ArrayList<>(command);
        one.addAll(List.of("--variant", variant));
        servers.properties.add("-Dcheck.server." + variant + "=" + servers.start(one, READY));
      }
      if (Installed.find("redis-server").isPresent()) servers.startRedis();
      return servers;
    } catch (Unusable | IOException | InterruptedException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** For the check's JVM: where they are. */
  List<String> properties() {
    return properties;
  }

  private void startRedis() throws Unusable, IOException, InterruptedException {
    // to redis-server port 0 is no port; a free one may be taken by another before it has it
    for (int attempt = 1; ; attempt++) {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      var command =
          List.of(
              "redis-server",
              "--bind",
              "127.0.0.1",
              "--port",
              "" + port,
              "--save",
              "",
              "--appendonly",
              "no");
      try {
        start(command, Pattern.compile(".*(Ready to accept connections).*"));
        properties.add("-Dcheck.redis=127.0.0.1:" + port);
        return;
      } catch (Unusable taken) {
        if (attempt == 3) throw taken;
      }
    }
  }

  /** Starts a process, and returns the group of the line by which it says that it is ready. */
  private String start(List<String> command, Pattern readyLine)
      throws Unusable, IOException, InterruptedException {
    var process = Child.of(command).redirectErrorStream(true).start();
    processes.add(process);
    var ready = new CompletableFuture<String>();
    var output = new StringBuffer();
    // to its end, so that the server never waits for a reader
    Thread.ofVirtual().start(() -> read(process, readyLine, ready, output));
    try {
      return ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Unusable(
          (e instanceof TimeoutException
                  ? "The server was not ready within " + START_SECONDS + " s."
                  : "The server ended at its start.")
              + (output.isEmpty() ? "" : " It said:\n" + output.toString().stripTrailing()));
    }
  }

  private static void read(
      Process process, Pattern readyLine, CompletableFuture<String> ready, StringBuffer output) {
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var match = readyLine.matcher(line);
        if (match.matches()) ready.complete(match.group(1));
        if (output.length() < OUTPUT) output.append(line).append('\n');
      }
    } catch (IOException closed) {
      // the process has ended
    }
    ready.completeExceptionally(new IOException("ended without a word"));
  }

  private void stop() {
    processes.forEach(Child::kill);
  }

  @Override
  public void close() {
    stop();
    Interrupt.removeHook(killer);
  }
}
