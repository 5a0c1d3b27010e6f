package toyredis.report.book;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import toyredis.report.Measurements;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** The measured figures under the names that the lessons' prose may use: {@code {machine}}. */
public final class Figures {
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
    }
    for (var row : saturated(measurements)) {
      var prefix = "saturated-" + row.server().replace('/', '-') + "-";
      attributes.put(prefix + "throughput", Digits.whole(row.throughput().median()));
      attributes.put(prefix + "p50", Digits.of(row.p50Millis().median()) + " ms");
      attributes.put(prefix + "p99", Digits.of(row.p99Millis().median()) + " ms");
      row.cpu().ifPresent(cpu -> attributes.put(prefix + "cpu", Digits.of(cpu.median())));
    }
    addLaw(attributes, measurements);
    addMedians(attributes, measurements);
    for (var stall : measurements.stalls()) {
      attributes.put("stall-keys", Digits.whole(stall.keys()));
      for (var phase : stall.phases()) {
        var prefix = "stall-" + plain(stall) + "-" + phase.name() + "-";
        attributes.put(prefix + "lowest", Digits.of(phase.lowestMillis()) + " ms");
        attributes.put(prefix + "median", Digits.of(phase.medianMillis()) + " ms");
        attributes.put(prefix + "highest", Digits.of(phase.highestMillis()) + " ms");
      }
    }
    for (var profile : measurements.profiles()) {
      for (var use : profile.cpu().keySet()) {
        if (use.equals(ProfileResult.RECORDER)) continue;
        var share = Digits.percent(profile.cpuShare(List.of(use)));
        attributes.put("profile-" + plain(profile) + "-" + use, share);
      }
    }
    return attributes;
  }

  /** {@code {law-step2-500-throughput}} and {@code {law-500}}, which is N/(Z + RTT). */
  private static void addLaw(TreeMap<String, Object> attributes, Measurements measurements) {
    var runs = measurements.loads(Result.LAW);
    var comparison = Comparison.ofExperiment(runs, Step.MUTEX.id());
    for (var connections : comparison.values()) {
      for (var row : comparison.rows(connections)) {
        attributes.put(
            "law-" + row.server() + "-" + connections + "-throughput",
            Digits.whole(row.throughput().median()));
      }
    }
    for (var run : runs) {
      attributes.put("law-" + run.load().connections(), Digits.whole(run.ceiling()));
    }
  }

  /** {@code {pipelined-step4-batch-cpu}}, {@code {connections-step2-platform-kib}}. */
  private static void addMedians(TreeMap<String, Object> attributes, Measurements measurements) {
    for (var runs : byServer(measurements.loads(Result.PIPELINED))) {
      var prefix = "pipelined-" + plain(runs.getFirst()) + "-";
      attributes.put(
          prefix + "throughput", Digits.whole(median(runs, LoadResult::operationsPerSecond)));
      attributes.put(prefix + "cpu", Digits.of(median(runs, of -> of.serverUse().cpuMicros())));
    }
    for (var runs : byServer(measurements.loads(Result.CONNECTIONS))) {
      var run = runs.getFirst();
      double bytes = median(runs, of -> of.serverUse().bytesPerConnection());
      attributes.put("connections-" + plain(run) + "-kib", Digits.of(bytes / 1024));
      attributes.put("connections-count", Digits.whole(run.load().connections()));
    }
  }

  private static Collection<List<LoadResult>> byServer(List<LoadResult> runs) {
    return runs.stream().collect(groupingBy(run -> run.server().typed())).values();
  }

  private static double median(List<LoadResult> runs, ToDoubleFunction<LoadResult> figure) {
    return MedianInterval.of(runs.stream().mapToDouble(figure)).median();
  }

  /** The server as a part of an attribute's name: {@code "step4-batch"}. */
  private static String plain(Result result) {
    return result.server().typed().replace('/', '-');
  }

  /** The day on which the results were measured, or the first and the last one. */
  static String when(Measurements measurements) {
    var first = Measurements.day(measurements.all().getFirst());
    var last = Measurements.day(measurements.all().getLast());
    return first.equals(last) ? first : first + " to " + last;
  }

  /** The steps with all connections busy, in their order. */
  static List<Comparison.Row> saturated(Measurements measurements) {
    var runs = measurements.loads(Result.SATURATED);
    var rows = new ArrayList<>(Comparison.ofExperiment(runs, Step.NAIVE_MAP.id()).rows(""));
    rows.sort(comparing(Comparison.Row::server));
    return rows;
  }
}
