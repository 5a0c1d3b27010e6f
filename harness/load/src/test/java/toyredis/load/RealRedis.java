package toyredis.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import toyredis.load.client.Client;
import toyredis.load.client.ServerAddress;
import toyredis.results.ServerInfo;

/** A redis-server of the test's own, where one is installed. */
public final class RealRedis implements AutoCloseable {
  private final Process process;
  private final InetSocketAddress address;

  private RealRedis(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one and waits until it answers; without one installed the test is skipped, loudly. */
  public static RealRedis start() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "redis-server", "--port", "" + port, "--save", "", "--appendonly", "no")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      System.err.println("SKIPPED: redis-server is not installed (apt install redis-server)");
      Assumptions.abort("redis-server is not installed");
      throw missing;
    }
    var redis =
        new RealRedis(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    redis.awaitAnswer();
    return redis;
  }

  private void awaitAnswer() throws Exception {
    for (long end = System.nanoTime() + 10_000_000_000L; ; Thread.sleep(10)) {
      try (var client = new Client(address, Duration.ofSeconds(1), Duration.ofSeconds(1))) {
        client.ask("PING");
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() - end > 0) throw notYet;
      }
    }
  }

  public ServerAddress address() {
    return new ServerAddress(new ServerInfo("redis", "", "", List.of()), address, process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
