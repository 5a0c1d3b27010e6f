package toyredis.lab.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Installed;
import toyredis.lab.screen.LabException;
import toyredis.load.client.ServerAddress;
import toyredis.results.ServerInfo;

/** The real thing: a redis-server of the lab's own, on a free port, that keeps nothing on disk. */
public final class RedisServer {
  static final String NAME = "redis";

  public static final String HOW_TO_INSTALL =
      "apt install redis-server (macOS: brew install redis)";
  private static final String PROGRAM = "redis-server";

  private RedisServer() {}

  /**
   * Starts it and waits until it is ready.
   *
   * @throws LabException when none is installed, or it does not start
   */
  static ServerProcess start(Checkout checkout) throws IOException, InterruptedException {
    requireInstalled();
    // to redis-server, port 0 means no port at all; so a free one is looked for, and may be taken
    // by another program before redis-server has it
    for (int attempt = 1; ; attempt++) {
      try {
        return start(checkout, NAME, freePort(), List.of());
      } catch (LabException taken) {
        if (attempt == 3) throw taken;
      }
    }
  }

  /**
   * Starts one on a given port.
   *
   * @param name in messages and results
   * @param options more of them
   */
  static ServerProcess start(Checkout checkout, String name, int port, List<String> options)
      throws IOException, InterruptedException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var command =
        new ArrayList<>(
            List.of(
                PROGRAM,
                "--bind",
                address.getAddress().getHostAddress(),
                "--port",
                "" + port,
                "--save",
                "",
                "--appendonly",
                "no"));
    command.addAll(options);
    return ServerProcess.start(
        checkout,
        name,
        command,
        line -> line.contains("Ready to accept connections"),
        (_, recorded, pid) ->
            new ServerAddress(new ServerInfo(name, "", "loop", recorded), address, pid));
  }

  public static boolean isInstalled() {
    return Installed.find(PROGRAM).isPresent();
  }

  /**
   * Makes sure that it can be started.
   *
   * @throws LabException that says how to install it
   */
  static void requireInstalled() {
    if (!isInstalled()) throw new LabException(PROGRAM + " is not installed: " + HOW_TO_INSTALL);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
