package toyredis.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line on standard error, made in advance: when it is needed there may be no memory to make one,
 * and no descriptor to open a log with. It is printed once a minute at most, however often it is
 * true. Any thread may print it.
 */
public final class Warning {
  public static final Warning CANNOT_ACCEPT =
      new Warning(
          "cannot accept, trying again: descriptors, threads or memory have run out"
              + " (ulimit -n, ulimit -u, -Xmx)");

  public static final Warning OUT_OF_MEMORY =
      new Warning("out of memory: a client that asked for too much is closed (-Xmx gives more)");

  private static final long AGAIN_NANOS = 60_000_000_000L;
  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private final byte[] line;
  private final AtomicLong printedAt = new AtomicLong(System.nanoTime() - AGAIN_NANOS);

  /**
   * @param text what is wrong and what can be done, one line of ASCII
   */
  public Warning(String text) {
    line = ("toy-redis: " + text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Prints the line, unless that was done less than a minute ago. */
  public void print() {
    var now = System.nanoTime();
    var last = printedAt.get();
    if (now - last < AGAIN_NANOS || !printedAt.compareAndSet(last, now)) return;
    try {
      ERR.write(line);
    } catch (IOException e) {
      // nobody listens
    }
  }
}
