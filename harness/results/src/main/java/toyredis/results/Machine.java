package toyredis.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine that a result was measured on. A field that could not be read is empty or 0.
 *
 * @param cpu the processor's name
 * @param cores processors that the JVM may use
 * @param memoryMiB physical memory
 * @param os name and kernel release
 * @param jdk the JDK that ran the client and the steps, {@code "25.0.3 (Eclipse Adoptium)"}
 * @param openFiles the descriptor limit of this process (soft)
 * @param somaxconn the kernel's limit on a listen backlog
 * @param portRange ephemeral ports, {@code "32768-60999"}
 * @param cpuPressure share of the 10 s before the run in which some task waited for a processor, in
 *     percent ({@code /proc/pressure/cpu}, avg10)
 * @param revision the git revision of this checkout, with {@code "+"} behind it if it was changed
 */
public record Machine(
    String cpu,
    int cores,
    long memoryMiB,
    String os,
    String jdk,
    long openFiles,
    long somaxconn,
    String portRange,
    double cpuPressure,
    String revision) {

  private static final double BUSY_PERCENT = 10;

  /**
   * Reads this machine as it is now.
   *
   * @param checkout a folder of the git checkout whose revision is recorded
   */
  public static Machine read(Path checkout) {
    return MachineReader.read(checkout);
  }

  /** Whether others took so much of its processors that runs scatter. */
  public boolean busy() {
    return cpuPressure > BUSY_PERCENT;
  }

  /**
   * Why figures of this machine must not be compared with the other's: a phrase for each of
   * processor, cores, kernel and JDK that is not the same. Empty if all four are.
   */
  public List<String> differences(Machine other) {
    var differences = new ArrayList<String>();
    addIfDifferent(differences, "processor", cpu, other.cpu);
    addIfDifferent(differences, "cores", cores, other.cores);
    addIfDifferent(differences, "kernel", os, other.os);
    addIfDifferent(differences, "JDK", jdk, other.jdk);
    return differences;
  }

  private static void addIfDifferent(List<String> to, String field, Object a, Object b) {
    if (!a.equals(b)) to.add(field + ": " + a + " and " + b);
  }
}
