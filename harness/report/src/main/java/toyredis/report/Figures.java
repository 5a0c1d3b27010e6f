package toyredis.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import toyredis.load.LoadResult;

/** The measured figures under the names that the lessons' prose may use: {@code {machine}}. */
final class Figures {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Figures() {}

  /**
   * All figures as AsciiDoc attributes. What was not measured has no attribute, so that a lesson
   * that wants it does not render.
   *
   * @param origin where the results come from, in words
   */
  static TreeMap<String, Object> attributes(Measurements measurements, String origin) {
    var attributes = new TreeMap<String, Object>();
    attributes.put("machine", measurements.machine());
    attributes.put("measured-when", when(measurements));
    attributes.put("measured-from", origin);
    for (var step : Step.values()) {
      measurements
          .race(step)
          .ifPresent(
              race -> {
                var prefix = "race-" + step.id() + "-";
                attributes.put(prefix + "clients", count(race.clients()));
                for (var check : race.checks()) {
                  var name = prefix + check.name();
                  attributes.put(name + "-acknowledged", count(check.acknowledged()));
                  attributes.put(name + "-lost", count(check.lost()));
                  attributes.put(name + "-errors", count(check.errors()));
                }
              });
      for (var run : measurements.loads(Measurements.ORIGINAL, step)) {
        var prefix = "original-" + step.id() + "-" + run.load().connections() + "-";
        attributes.put(prefix + "throughput", count(run.operationsPerSecond()));
        attributes.put(prefix + "ceiling", count(run.ceiling()));
      }
      var runs = measurements.loads(Measurements.SATURATED, step);
      if (!runs.isEmpty()) {
        var prefix = "saturated-" + step.id() + "-";
        var median = Measurements.median(runs);
        attributes.put(prefix + "throughput", count(median.operationsPerSecond()));
        attributes.put(prefix + "cpu", oneDecimal(medianCpu(runs)));
        attributes.put(prefix + "p50", millis(median.latency().p50()));
        attributes.put(prefix + "p99", millis(median.latency().p99()));
      }
    }
    return attributes;
  }

  /** The day on which the results were measured, or the first and the last one. */
  static String when(Measurements measurements) {
    var first = DAY.format(Instant.parse(measurements.all().getFirst().started()));
    var last = DAY.format(Instant.parse(measurements.all().getLast().started()));
    return first.equals(last) ? first : first + " to " + last;
  }

  /** Microseconds; 0 where the CPU time could not be read. */
  static double medianCpu(List<LoadResult> runs) {
    var sorted = runs.stream().mapToDouble(run -> run.serverUse().cpuMicros()).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  static String oneDecimal(double number) {
    return String.format(Locale.ROOT, "%,.1f", number);
  }

  /** Microseconds as milliseconds, {@code "1.23 ms"}. */
  static String millis(double micros) {
    return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
  }
}
