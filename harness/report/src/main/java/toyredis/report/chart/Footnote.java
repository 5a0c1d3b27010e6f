package toyredis.report.chart;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.Result;

/** Which load, on which machine, and when: what a chart must not be shown without. */
public final class Footnote {
  private Footnote() {}

  /** In two sentences; what differs between the runs is left out. */
  public static <R extends Result> String of(List<R> results, Function<R, LoadSettings> load) {
    var machines = distinct(results, run -> Measurements.describe(run.machine()));
    var days = distinct(results, Measurements::day);
    return "%s. %s; %s."
        .formatted(
            load(results.stream().map(load).toList()),
            String.join(" AND ", machines),
            String.join(", ", days));
  }

  private static String load(List<LoadSettings> loads) {
    return Stream.<Function<LoadSettings, String>>of(
            Footnote::loop,
            Footnote::rate,
            load -> Digits.asNeeded(load.connections()) + " connections",
            Footnote::mix,
            load -> load.keys().count() == 1 ? "one key" : keys(load.keys()),
            Footnote::valueSize,
            load -> load.pipeline() == 1 ? "" : "pipelining depth " + load.pipeline(),
            load -> Digits.asNeeded(load.seconds()) + " s a run")
        .map(aspect -> distinct(loads, aspect))
        .filter(said -> said.size() == 1 && !said.getFirst().isEmpty())
        .map(List::getFirst)
        .collect(Collectors.joining(", "));
  }

  private static String loop(LoadSettings load) {
    var arrivals = load.arrivals();
    if (arrivals.openLoop()) {
      return arrivals.loop() == LoadSettings.Loop.POISSON ? "Open loop (Poisson)" : "Open loop";
    }
    if (arrivals.thinkMaxMillis() == 0) return "Closed loop";
    return "Closed loop, think time "
        + range(arrivals.thinkMinMillis(), arrivals.thinkMaxMillis())
        + " ms";
  }

  private static String rate(LoadSettings load) {
    return load.arrivals().openLoop()
        ? Digits.asNeeded(load.arrivals().rate()) + " operations per second offered"
        : "";
  }

  private static String mix(LoadSettings load) {
    var mix = load.mix();
    var total = mix.reads() + mix.writes() + mix.increments() + mix.deletes() + mix.scans();
    return Stream.of(
            share(mix.reads(), total, "GET"),
            share(mix.writes(), total, "SET"),
            share(mix.increments(), total, "INCR"),
            share(mix.deletes(), total, "DEL"),
            share(mix.scans(), total, "KEYS"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String share(int weight, int total, String command) {
    if (weight == 0) return "";
    return Digits.asNeeded(Math.round(1000.0 * weight / total) / 10.0) + " % " + command;
  }

  private static String keys(Keys keys) {
    return "%s keys (%s)".formatted(Digits.asNeeded(keys.count()), keys.choice());
  }

  private static String valueSize(LoadSettings load) {
    return "values of " + range(load.valueMinBytes(), load.valueMaxBytes()) + " bytes";
  }

  private static String range(double min, double max) {
    return Digits.asNeeded(min) + (min == max ? "" : "–" + Digits.asNeeded(max));
  }

  private static <R> List<String> distinct(List<R> results, Function<R, String> words) {
    return results.stream().map(words).distinct().toList();
  }
}
