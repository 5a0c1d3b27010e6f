package toyredis.load.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import toyredis.load.client.ServerAddress;
import toyredis.results.CommandOutput;

/**
 * What a process has used by now. A figure that this system does not tell is 0.
 *
 * @param cpu processor time since its start, user + system
 * @param rssMiB resident memory
 * @param rssPeakMiB the most it ever was
 * @param threads as the kernel counts them
 * @param descriptors open files and sockets
 * @param contextSwitches voluntary and not, of all threads that live; 0 too if not asked for
 * @param gc collections so far
 */
record ProcessReading(
    Duration cpu,
    double rssMiB,
    double rssPeakMiB,
    int threads,
    int descriptors,
    long contextSwitches,
    GcReading gc) {

  /** Of a process that is not on this machine. */
  static final ProcessReading UNKNOWN =
      new ProcessReading(Duration.ZERO, 0, 0, 0, 0, 0, GcReading.NONE);

  /** Processor time of a process since its start; zero when it is unknown or has ended. */
  static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  /** Processor time of all processes of a server. */
  static Duration cpu(ServerAddress server) {
    return server.nodes().stream().map(n -> cpu(n.pid())).reduce(Duration.ZERO, Duration::plus);
  }

  /** Reads all processes of a server. */
  static ProcessReading of(ServerAddress server, boolean allThreads) {
    return server.nodes().stream()
        .map(node -> of(node.pid(), allThreads))
        .reduce(UNKNOWN, ProcessReading::plus);
  }

  private ProcessReading plus(ProcessReading other) {
    return new ProcessReading(
        cpu.plus(other.cpu),
        rssMiB + other.rssMiB,
        rssPeakMiB + other.rssPeakMiB,
        threads + other.threads,
        descriptors + other.descriptors,
        contextSwitches + other.contextSwitches,
        new GcReading(gc.pauses() + other.gc.pauses(), gc.millis() + other.gc.millis()));
  }

  /**
   * Reads a process, from {@code /proc} where there is one, with {@code ps} elsewhere.
   *
   * @param pid 0 if it is unknown
   * @param allThreads whether to look at every thread, for the context switches: thousands keep a
   *     processor busy for a tenth of a second or more
   */
  static ProcessReading of(long pid, boolean allThreads) {
    if (pid == 0) return UNKNOWN;
    var cpu = cpu(pid);
    var process = Path.of("/proc", Long.toString(pid));
    try {
      if (!Files.exists(process)) return ofPs(pid, cpu);
      var status = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
      return new ProcessReading(
          cpu,
          field(status, "VmRSS:") / 1024.0,
          field(status, "VmHWM:") / 1024.0,
          (int) field(status, "Threads:"),
          descriptors(process),
          allThreads ? contextSwitches(process) : 0,
          GcReading.of(pid));
    } catch (IOException ended) {
      return UNKNOWN;
    }
  }

  private static ProcessReading ofPs(long pid, Duration cpu) {
    var rss = CommandOutput.of(Path.of("."), "ps", "-o", "rss=", "-p", Long.toString(pid));
    var kilobytes = rss.isEmpty() ? 0 : number(rss, 0);
    return new ProcessReading(cpu, kilobytes / 1024.0, 0, 0, 0, 0, GcReading.of(pid));
  }

  private static int descriptors(Path process) {
    var names = process.resolve("fd").toFile().list();
    return names == null ? 0 : names.length; // null for a process of another user
  }

  private static long contextSwitches(Path process) throws IOException {
    long sum = 0;
    try (var threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (var thread : threads) {
        try {
          var status = Files.readString(thread.resolve("status"), StandardCharsets.ISO_8859_1);
          sum += field(status, "\nvoluntary_ctxt_switches:");
          sum += field(status, "nonvoluntary_ctxt_switches:");
        } catch (IOException ended) {
          // a thread may end at any time, and its switches are lost
        }
      }
    }
    return sum;
  }

  private static long field(String status, String name) {
    int at = status.indexOf(name);
    return at < 0 ? 0 : number(status, at + name.length());
  }

  /** The first number from {@code at} on. */
  private static long number(String text, int at) {
    while (at < text.length() && !Character.isDigit(text.charAt(at))) at++;
    long number = 0;
    for (; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
      number = 10 * number + text.charAt(at) - '0';
    }
    return number;
  }
}
