package toyredis.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A file descriptor held back for the moment when there are none left. Even to say so takes one:
 * the first log entry reads the time zones from a file, and a server that could not accept would
 * die of its own warning. Belongs to one thread.
 */
public final class SpareDescriptor {
  private SocketChannel held = SocketChannel.open(); // never connected

  public SpareDescriptor() throws IOException {}

  /** Runs what may need a descriptor, and takes it back if nobody else was faster. */
  public void lendTo(Runnable action) {
    try {
      held.close();
      action.run();
      held = SocketChannel.open();
    } catch (IOException e) {
      // None is free now; but the log has read its files, and will not need it again.
    }
  }
}
