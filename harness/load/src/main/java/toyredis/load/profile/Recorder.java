package toyredis.load.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a step is started so that Java Flight Recorder shows where its time goes. Thresholds are 0:
 * the recorder's own, 10 or 20 ms, hide every lock.
 */
public final class Recorder {
  public static final String STORE_CALL = "toyredis.StoreCall";
  public static final String APPLY = "toyredis.Apply";
  static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";
  static final String PARK = "jdk.ThreadPark";
  static final String CPU_SAMPLE = "jdk.CPUTimeSample"; // on Linux only
  static final String CPU_SAMPLES_LOST = "jdk.CPUTimeSamplesLost";
  static final String GC_PAUSE = "jdk.GCPhasePause";
  static final String GC_CPU = "jdk.GCCPUTime";

  /** Has a step tell of its store calls. */
  public static final List<String> SERVER_OPTIONS = List.of("--store-events", "on");

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private Recorder() {}

  /** Flags for the step's JVM, which writes {@code file} when it ends by SIGTERM. */
  public static List<String> jvmFlags(Path file) {
    var timed = Stream.of(STORE_CALL, APPLY, MONITOR_ENTER, PARK, GC_PAUSE);
    var settings =
        timed
            .map(event -> enabled(event) + ",+" + event + "#threshold=0ms")
            .collect(Collectors.joining(","));
    var sampling = enabled(CPU_SAMPLE) + ",+" + CPU_SAMPLE + "#throttle=1ms";
    var samples = LINUX ? "," + sampling + "," + enabled(CPU_SAMPLES_LOST) : "";
    return List.of(
        // stacks are right between safepoints too
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints",
        "-Xlog:jfr+startup=error", // its greeting would come before the step's
        "-XX:StartFlightRecording:settings=none,maxsize=2g,filename="
            + file
            + ","
            + settings
            + ","
            + enabled(GC_CPU)
            + samples);
  }

  private static String enabled(String event) {
    return "+" + event + "#enabled=true";
  }
}
