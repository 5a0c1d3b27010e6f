package toyredis.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real redis-server on a free port, to compare with. */
public final class RedisProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private RedisProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one; returns when it accepts connections. Where redis-server is not installed the test
   * that asks for it is skipped, and says so.
   */
  public static RedisProcess start() throws IOException {
    for (var attempt = 1; ; attempt++) {
      int port;
      try (var free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Process process;
      try {
        process =
            new ProcessBuilder(
                    List.of(
                        "redis-server", "--port", "" + port, "--save", "", "--appendonly", "no"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
      } catch (IOException e) {
        var skipped =
            "SKIPPED: redis-server is not installed, so nothing was compared with it"
                + " (apt install redis-server)";
        System.err.println(skipped);
        return Assumptions.abort(skipped);
      }
      // It says when it is ready, as one line among others; its output ends if it fails to start.
      var out = process.inputReader();
      for (String line; (line = out.readLine()) != null; ) {
        if (line.contains("Ready to accept connections")) {
          Thread.ofPlatform().daemon().start(() -> out.lines().forEach(ignored -> {}));
          return new RedisProcess(process, port);
        }
      }
      if (attempt == 3) throw new IOException("redis-server does not start");
    }
  }

  public TestClient connect() throws IOException {
    return new TestClient(port);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
