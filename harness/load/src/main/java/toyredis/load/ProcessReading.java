package toyredis.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used by now. A figure that this system does not tell is 0.
 *
 * @param cpu processor time since its start, user + system
 * @param rssMiB resident memory
 * @param rssPeakMiB the most it ever was
 * @param threads as the kernel counts them
 */
record ProcessReading(Duration cpu, double rssMiB, double rssPeakMiB, int threads) {

  /** Processor time of a process since its start; zero when it is unknown or has ended. */
  static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  /** Reads a process, from {@code /proc} where there is one, with {@code ps} elsewhere. */
  static ProcessReading of(long pid) {
    var cpu = cpu(pid);
    var status = Path.of("/proc", Long.toString(pid), "status");
    try {
      if (!Files.exists(status)) return ofPs(pid, cpu);
      double rss = 0;
      double peak = 0;
      int threads = 0;
      for (var line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("VmRSS:")) rss = number(line) / 1024.0;
        if (line.startsWith("VmHWM:")) peak = number(line) / 1024.0;
        if (line.startsWith("Threads:")) threads = (int) number(line);
      }
      return new ProcessReading(cpu, rss, peak, threads);
    } catch (IOException ended) {
      return new ProcessReading(cpu, 0, 0, 0);
    }
  }

  private static ProcessReading ofPs(long pid, Duration cpu) {
    var rss = Command.output(Path.of("."), "ps", "-o", "rss=", "-p", Long.toString(pid));
    var kilobytes = rss.isEmpty() ? 0 : number(rss);
    return new ProcessReading(cpu, kilobytes / 1024.0, 0, 0);
  }

  private static long number(String line) {
    var digits = line.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
