package toyredis.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The latency histograms of a run, kept beside its result in HdrHistogram's log format (version
 * 1.3), which its own tools read too. A line is an interval of the window; its tag says what was
 * measured. Values are nanoseconds. Percentiles of several runs can be had only from these: they
 * are never computed from percentiles.
 *
 * @param response latency as {@link LoadResult#latency} has it, all intervals together
 * @param service latency as {@link LoadResult#serviceTime} has it
 */
public record LatencyLog(Histogram response, Histogram service) {
  public static final String RESPONSE = "response";
  public static final String SERVICE = "service";

  /** The file that belongs to a result's file: {@code x.hlog} beside {@code x.json}. */
  public static Path beside(Path result) {
    var name = result.getFileName().toString().replaceFirst("\\.json$", "");
    return result.resolveSibling(name + ".hlog");
  }

  /**
   * Writes histograms, each with its tag and its time set. The file is there whole or not at all.
   *
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, List<Histogram> intervals) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (var out = Files.newOutputStream(unfinished)) {
      var log = new HistogramLogWriter(out);
      log.outputComment(
          "[nanoseconds, Interval_Max in milliseconds; tags " + RESPONSE + ", " + SERVICE + "]");
      log.outputLogFormatVersion();
      log.outputLegend();
      for (var interval : intervals) log.outputIntervalHistogram(interval);
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file and adds its intervals up.
   *
   * @throws IOException with one clear line when it is missing or is no such log
   */
  static LatencyLog read(Path file) throws IOException {
    if (!Files.exists(file)) throw new IOException(file + " is missing: it holds the histograms");
    var log = new LatencyLog(empty(RESPONSE), empty(SERVICE));
    try (var reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        if (!(reader.nextIntervalHistogram() instanceof Histogram interval)) break;
        switch (interval.getTag()) {
          case RESPONSE -> log.response.add(interval);
          case SERVICE -> log.service.add(interval);
          case null, default -> {}
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(file + ": not a histogram log: " + e.getMessage(), e);
    }
    return log;
  }

  /** Adds the other's counts to this one. */
  void add(LatencyLog other) {
    response.add(other.response);
    service.add(other.service);
  }

  static Histogram empty(String tag) {
    var histogram = new Histogram(3);
    histogram.setAutoResize(true);
    histogram.setTag(tag);
    return histogram;
  }
}
