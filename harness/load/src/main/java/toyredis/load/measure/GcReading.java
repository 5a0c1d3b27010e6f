package toyredis.load.measure;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How often and how long a JVM's collectors have stopped it since its start: the figures of {@code
 * jstat -gc}, from the file that every HotSpot JVM keeps for jstat. Reading it costs neither side
 * anything, so it can be done at the very edge of a measurement, which a jstat, itself a JVM that
 * has to start, could not.
 *
 * @param pauses collections, young and full
 * @param millis how long they took
 */
record GcReading(long pauses, double millis) {
  static final GcReading NONE = new GcReading(0, 0);

  private static final int MAGIC = 0xCAFEC0C0;

  /** Of a process; {@link #NONE} if it is no JVM, or hides the file. */
  static GcReading of(long pid) {
    try (var folders =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "hsperfdata_*")) {
      for (var folder : folders) {
        var file = folder.resolve(Long.toString(pid));
        if (Files.isReadable(file)) return of(counters(Files.readAllBytes(file)));
      }
    } catch (IOException | BufferUnderflowException | IllegalArgumentException unreadable) {
      // as if there were none
    }
    return NONE;
  }

  /** From the counters by name. */
  static GcReading of(Map<String, Long> counters) {
    long pauses = 0;
    long ticks = 0;
    for (int collector = 0; collector < 2; collector++) {
      pauses += counters.getOrDefault("sun.gc.collector." + collector + ".invocations", 0L);
      ticks += counters.getOrDefault("sun.gc.collector." + collector + ".time", 0L);
    }
    return new GcReading(pauses, 1e3 * ticks / counters.getOrDefault("sun.os.hrt.frequency", 1L));
  }

  /**
   * The numbers in such a file: a header (magic, byte order, …, offset and number of the entries),
   * then entries, each with its length, where its name and its value are, and its type.
   */
  private static Map<String, Long> counters(byte[] file) {
    var counters = new HashMap<String, Long>();
    var data = ByteBuffer.wrap(file);
    if (data.getInt(0) != MAGIC) return counters;
    data.order(data.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int entry = data.getInt(24);
    for (int left = data.getInt(28); left > 0; left--) {
      boolean isNumber = data.getInt(entry + 8) == 0 && data.get(entry + 12) == 'J';
      if (isNumber) {
        int name = entry + data.getInt(entry + 4);
        int end = name;
        while (file[end] != 0) end++;
        long value = data.getLong(entry + data.getInt(entry + 16));
        counters.put(new String(file, name, end - name, StandardCharsets.US_ASCII), value);
      }
      entry += data.getInt(entry);
    }
    return counters;
  }
}
