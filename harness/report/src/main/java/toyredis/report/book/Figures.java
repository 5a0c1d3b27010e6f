package toyredis.report.book;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import toyredis.report.Measurements;
import toyredis.report.compare.Comparison;
import toyredis.results.Digits;
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
      var prefix = "saturated-" + row.server() + "-";
      attributes.put(prefix + "throughput", Digits.whole(row.throughput().median()));
      attributes.put(prefix + "p50", Digits.of(row.p50Millis().median()) + " ms");
      attributes.put(prefix + "p99", Digits.of(row.p99Millis().median()) + " ms");
      row.cpu().ifPresent(cpu -> attributes.put(prefix + "cpu", Digits.of(cpu.median())));
    }
    return attributes;
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
