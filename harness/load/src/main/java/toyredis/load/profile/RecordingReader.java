package toyredis.load.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.HdrHistogram.Histogram;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;
import toyredis.results.Result;

/** Adds up what a recording holds of a measurement window. */
public final class RecordingReader {
  private static final int LONG = 10; // times the median

  private record Call(String store, String operation) {}

  private record Place(String event, String what, String where) {}

  private final Instant from;
  private final Instant to;
  private final Map<Call, Histogram> calls = new HashMap<>();
  private final Map<Place, Histogram> waits = new HashMap<>();
  private final Map<CpuUse, Duration> sampled = new EnumMap<>(CpuUse.class);
  private Duration inStore = Duration.ZERO;
  private Duration inApply = Duration.ZERO;
  private Duration gcCpu = Duration.ZERO;
  private Duration gcPaused = Duration.ZERO;
  private long samples;
  private long lostSamples;
  private int gcPauses;

  private RecordingReader(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Reads a recording.
   *
   * @param from when the window began …
   * @param to … and ended
   * @param load what the client measured in it
   * @throws IOException when the file is no recording
   */
  public static ProfileResult read(Path recording, Instant from, Instant to, LoadResult load)
      throws IOException {
    var reader = new RecordingReader(from, to);
    try (var events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) reader.add(events.readEvent());
    }
    return reader.result(load);
  }

  private void add(RecordedEvent event) {
    var end = event.getEndTime();
    if (end.isBefore(from) || end.isAfter(to)) return;
    switch (event.getEventType().getName()) {
      case Recorder.STORE_CALL -> {
        inStore = inStore.plus(event.getDuration());
        var store = simpleName(event.getClass("store").getName());
        record(calls, new Call(store, event.getString("operation")), event);
      }
      case Recorder.APPLY -> inApply = inApply.plus(event.getDuration());
      case Recorder.MONITOR_ENTER -> addWait("monitor", "monitorClass", event);
      case Recorder.PARK -> addWait("park", "parkedClass", event);
      case Recorder.CPU_SAMPLE -> {
        samples++;
        var use = CpuUse.of(frames(event).map(RecordingReader::className));
        sampled.merge(use, event.getDuration("samplingPeriod"), Duration::plus);
      }
      case Recorder.CPU_SAMPLES_LOST -> lostSamples += event.getLong("lostSamples");
      case Recorder.GC_PAUSE -> {
        gcPauses++;
        gcPaused = gcPaused.plus(event.getDuration());
      }
      case Recorder.GC_CPU ->
          gcCpu = gcCpu.plus(event.getDuration("userTime")).plus(event.getDuration("systemTime"));
      default -> {} // the recorder's own
    }
  }

  /** The innermost first; none if the stack could not be walked. */
  private static Stream<RecordedFrame> frames(RecordedEvent event) {
    var stack = event.getStackTrace();
    return stack == null ? Stream.empty() : stack.getFrames().stream();
  }

  private static String className(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  /** Only what a step's own class waits for: the JVM's pools and pollers wait, too. */
  private void addWait(String kind, String field, RecordedEvent event) {
    var step = frames(event).filter(f -> className(f).startsWith("toyredis.step")).findFirst();
    if (step.isEmpty()) return;
    var waitedFor = event.getClass(field);
    var what = waitedFor == null ? "" : simpleName(waitedFor.getName());
    var where = simpleName(className(step.get())) + "." + step.get().getMethod().getName();
    record(waits, new Place(kind, what, where), event);
  }

  private static <K> void record(Map<K, Histogram> histograms, K key, RecordedEvent event) {
    var histogram = histograms.computeIfAbsent(key, _ -> autoResizing());
    histogram.recordValue(Math.max(0, event.getDuration().toNanos()));
  }

  private static Histogram autoResizing() {
    var histogram = new Histogram(3);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** {@code "ReentrantLock"}: without the package, and without the lock's own parts. */
  private static String simpleName(String className) {
    return className
        .replaceFirst("^.*\\.", "")
        .replaceFirst("\\$\\$.*", "") // a lambda's class is its outer class's
        .replace("AbstractQueuedSynchronizer$", "")
        .replace("$NonfairSync", "") // what a lock is made of
        .replace('$', '.');
  }

  private ProfileResult result(LoadResult load) {
    long operations = Math.max(1, load.operations());
    var cpu = new TreeMap<String, Double>();
    for (var use : CpuUse.values()) {
      cpu.put(use.label(), micros(sampled.getOrDefault(use, Duration.ZERO), operations));
    }
    cpu.put("gc", micros(gcCpu, operations));
    double told = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    cpu.put("jvm", Math.max(0, load.serverUse().cpuMicros() - told));
    return new ProfileResult(
        Result.FORMAT,
        "profile",
        load.experiment(),
        load.started(),
        load.server(),
        load.load(),
        load.seconds(),
        load.operations(),
        load.operationsPerSecond(),
        time(load, operations),
        storeCalls(),
        waits(),
        cpu,
        samples,
        lostSamples,
        gcPauses,
        gcPaused.toNanos() / 1e6,
        load.machine());
  }

  private ProfileResult.Time time(LoadResult load, long operations) {
    double connection = load.load().connections() * load.seconds() * 1e6 / operations;
    double store = micros(inStore, operations);
    double work =
        Math.min(store, micros(sampled.getOrDefault(CpuUse.STORE, Duration.ZERO), operations));
    double apply = Math.max(0, micros(inApply, operations) - store);
    return new ProfileResult.Time(
        connection, work, store - work, apply, Math.max(0, connection - store - apply));
  }

  private List<ProfileResult.StoreCalls> storeCalls() {
    var all = new ArrayList<ProfileResult.StoreCalls>();
    calls.forEach(
        (call, nanos) -> {
          long median = nanos.getValueAtPercentile(50);
          long count = nanos.getTotalCount();
          long tooLong = 0;
          double itsTime = 0;
          double time = 0;
          for (var value : nanos.recordedValues()) {
            double total = (double) value.getValueIteratedTo() * value.getCountAtValueIteratedTo();
            time += total;
            if (value.getValueIteratedTo() <= LONG * median) continue;
            tooLong += value.getCountAtValueIteratedTo();
            itsTime += total;
          }
          all.add(
              new ProfileResult.StoreCalls(
                  call.store(),
                  call.operation(),
                  count,
                  nanos.getMean() / 1e3,
                  median / 1e3,
                  nanos.getValueAtPercentile(99) / 1e3,
                  nanos.getMaxValue() / 1e3,
                  tooLong,
                  time == 0 ? 0 : itsTime / time));
        });
    all.sort(
        Comparator.comparing(ProfileResult.StoreCalls::store)
            .thenComparing(ProfileResult.StoreCalls::calls, Comparator.reverseOrder()));
    return all;
  }

  private List<ProfileResult.Waits> waits() {
    var all = new ArrayList<ProfileResult.Waits>();
    waits.forEach(
        (place, nanos) ->
            all.add(
                new ProfileResult.Waits(
                    place.event(),
                    place.what(),
                    place.where(),
                    nanos.getTotalCount(),
                    nanos.getMean() / 1e3,
                    nanos.getValueAtPercentile(99) / 1e3,
                    nanos.getMean() * nanos.getTotalCount() / 1e6)));
    all.sort(Comparator.comparing(ProfileResult.Waits::totalMillis).reversed());
    return all;
  }

  private static double micros(Duration total, long operations) {
    return total.toNanos() / 1e3 / operations;
  }
}
