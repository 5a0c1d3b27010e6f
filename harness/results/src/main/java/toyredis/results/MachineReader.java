package toyredis.results;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out about this machine: all of it on Linux, what can be had elsewhere. */
final class MachineReader {
  private MachineReader() {}

  static Machine read(Path checkout) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        cpu(checkout),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        system.getName() + " " + system.getVersion(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : 0,
        somaxconn(checkout),
        portRange(checkout),
        cpuPressure(file("/proc/pressure/cpu")),
        revision(checkout));
  }

  private static String cpu(Path checkout) {
    var linux = lineAfter(file("/proc/cpuinfo"), "model name");
    if (!linux.isEmpty()) return linux;
    // ARM kernels do not name the processor in /proc
    var lscpu = lineAfter(CommandOutput.of(checkout, "lscpu"), "Model name");
    return lscpu.isEmpty() ? sysctl(checkout, "machdep.cpu.brand_string") : lscpu;
  }

  private static long somaxconn(Path checkout) {
    var linux = file("/proc/sys/net/core/somaxconn");
    return number(linux.isEmpty() ? sysctl(checkout, "kern.ipc.somaxconn") : linux);
  }

  private static String portRange(Path checkout) {
    var linux = file("/proc/sys/net/ipv4/ip_local_port_range");
    if (!linux.isEmpty()) return linux.replaceAll("\\s+", "-");
    var first = sysctl(checkout, "net.inet.ip.portrange.first");
    return first.isEmpty() ? "" : first + "-" + sysctl(checkout, "net.inet.ip.portrange.last");
  }

  /** The avg10 of the line {@code some avg10=1.23 avg60=…}. */
  static double cpuPressure(String pressure) {
    return Stream.of(pressure.split("\\s+"))
        .filter(word -> word.startsWith("avg10="))
        .findFirst()
        .map(word -> Double.parseDouble(word.substring("avg10=".length())))
        .orElse(0.0);
  }

  private static String revision(Path checkout) {
    var revision = CommandOutput.of(checkout, "git", "rev-parse", "--short", "HEAD");
    if (revision.isEmpty()) return "";
    var changes =
        CommandOutput.of(checkout, "git", "status", "--porcelain", "--untracked-files=no");
    return changes.isEmpty() ? revision : revision + "+";
  }

  private static String sysctl(Path checkout, String name) {
    return CommandOutput.of(checkout, "sysctl", "-n", name);
  }

  private static String lineAfter(String lines, String name) {
    return lines
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String file(String path) {
    // not readString: it reads one byte first, and files under /proc/sys give no second read
    try (var lines = Files.newBufferedReader(Path.of(path), StandardCharsets.ISO_8859_1)) {
      return lines.lines().collect(Collectors.joining("\n")).strip();
    } catch (IOException elsewhere) {
      return "";
    }
  }
}
