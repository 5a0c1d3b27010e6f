package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import toyredis.report.chart.Graph.Bar;
import toyredis.report.chart.Graph.Swatch;
import toyredis.results.Digits;
import toyredis.results.ProfileResult;

/** How long an operation is in the store, from profiles: working there, or waiting to. */
public final class StoreTimeGraph {
  private StoreTimeGraph() {}

  /**
   * @param profiles one or more; of several of one server the last is drawn
   */
  public static Graph of(List<ProfileResult> profiles) {
    var graph = new Graph.Builder();
    var names = new ArrayList<String>();
    var longest = 0.0;
    for (var plate : Nameplate.of(profiles.stream().map(ProfileResult::server).toList())) {
      var time =
          profiles.stream()
              .filter(profile -> plate.isOf(profile.server()))
              .reduce((earlier, later) -> later)
              .orElseThrow()
              .time();
      var all = time.storeWorkMicros() + time.storeWaitMicros();
      names.add(plate.label());
      longest = Math.max(longest, all);
      var text = figure(all) + " (working " + figure(time.storeWorkMicros()) + ")";
      graph.add(
          new Bar(plate.look(), -names.size(), all, time.storeWorkMicros(), List.of(), text, ""));
    }
    graph.name("working", Look.MUTED, Swatch.SOLID);
    graph.name(
        "waiting for a lock, for the owner's reply, or for a processor", Look.MUTED, Swatch.PALE);
    return graph.build(
        "store-time",
        "Time in the store",
        "How long an operation is in the store, from a run under Java Flight Recorder: work and"
            + " waiting.",
        34 * names.size() + 8,
        Axis.across("Time in the store per operation (µs)", longest * 1.3),
        Axis.rows(names));
  }

  private static String figure(double micros) {
    return micros < 10 ? String.format(Locale.ROOT, "%.2f", micros) : Digits.tenths(micros);
  }
}
