package toyredis.load.measure;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import toyredis.load.client.Client;
import toyredis.load.client.ReplyReader.Kind;

/**
 * What a server tells of its process by INFO, in the words of Redis, over a connection of its own.
 * One that does not tell its CPU time, or not in time, is not asked again.
 */
final class InfoReading implements Closeable {
  private static final Duration FOREVER = Duration.ofDays(365);

  /** Null when the server does not tell. */
  private Client client;

  /**
   * @param patience the longest wait for the connection, and for a reply
   */
  InfoReading(InetSocketAddress address, Duration patience) {
    try {
      client = new Client(address, patience, FOREVER);
    } catch (IOException e) {
      // then nothing is known of it
    }
  }

  /** Its processor time and resident memory; {@link ProcessReading#UNKNOWN} if it does not tell. */
  ProcessReading read() {
    if (client == null) return ProcessReading.UNKNOWN;
    try {
      if (client.ask("INFO") == Kind.BULK) {
        var info = client.reply().text();
        var user = figure(info, "used_cpu_user");
        var system = figure(info, "used_cpu_sys");
        if (user.isPresent() && system.isPresent()) {
          long nanos = Math.round(1e9 * (user.getAsDouble() + system.getAsDouble()));
          double rssMiB = figure(info, "used_memory_rss").orElse(0) / (1 << 20);
          return new ProcessReading(Duration.ofNanos(nanos), rssMiB, 0, 0, 0, 0, GcReading.NONE);
        }
      }
    } catch (IOException e) {
      // it does not tell any more
    }
    close();
    return ProcessReading.UNKNOWN;
  }

  private static OptionalDouble figure(String info, String name) {
    var line = Pattern.compile("(?m)^" + name + ":(\\d{1,15}(\\.\\d{1,9})?)$").matcher(info);
    return line.find()
        ? OptionalDouble.of(Double.parseDouble(line.group(1)))
        : OptionalDouble.empty();
  }

  @Override
  public void close() {
    if (client == null) return;
    try {
      client.close();
    } catch (IOException e) {
      // nothing more is wanted from it
    }
    client = null;
  }
}
