package toyredis.report.book;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** The measured figures under the names that the lessons' prose may use: {@code {machine}}. */
public final class Figures {
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
                attributes.put(prefix + "clients", Digits.whole(race.clients()));
                for (var check : race.checks()) {
                  var name = prefix + check.name();
                  attributes.put(name + "-acknowledged", Digits.whole(check.acknowledged()));
                  attributes.put(name + "-lost", Digits.whole(check.lost()));
                  attributes.put(name + "-errors", Digits.whole(check.errors()));
                }
              });
      for (var run : measurements.loads(Result.ORIGINAL, step)) {
        var prefix = "original-" + step.id() + "-" + run.load().connections() + "-";
        attributes.put(prefix + "throughput", Digits.whole(run.operationsPerSecond()));
        attributes.put(prefix + "ceiling", Digits.whole(run.ceiling()));
      }
      var runs = measurements.loads(Result.SATURATED, step);
      if (!runs.isEmpty()) {
        var prefix = "saturated-" + step.id() + "-";
        var median = Measurements.median(runs);
        attributes.put(prefix + "throughput", Digits.whole(median.operationsPerSecond()));
        attributes.put(prefix + "cpu", Digits.tenths(medianCpu(runs)));
        attributes.put(prefix + "p50", Digits.inMillis(median.latency().p50()));
        attributes.put(prefix + "p99", Digits.inMillis(median.latency().p99()));
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
}
