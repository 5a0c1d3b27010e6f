package toyredis.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What the JDK's virtual threads need before the first client comes. */
final class VirtualThreads {

  private VirtualThreads() {}

  /**
   * Has a virtual thread wait for a socket, to which nobody connects. The JDK opens the descriptors
   * that it needs for waiting when a virtual thread first does so; if clients had taken them all by
   * then, no virtual thread could ever wait for a client again.
   */
  static void startPoller() throws IOException {
    try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var thread = Thread.ofVirtual().start(() -> accept(nobody));
      while (thread.isAlive() && thread.getState() != Thread.State.WAITING) Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void accept(ServerSocket nobody) {
    try {
      nobody.accept().close();
    } catch (IOException e) {
      // closed, as it should be: it has waited
    }
  }
}
