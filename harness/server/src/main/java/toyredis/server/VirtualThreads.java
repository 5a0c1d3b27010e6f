package toyredis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;

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
      nobody.setSoTimeout(1);
      Thread.ofVirtual().start(() -> accept(nobody)).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void accept(ServerSocket nobody) {
    try {
      nobody.accept().close();
    } catch (SocketTimeoutException e) {
      // as it should be
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
