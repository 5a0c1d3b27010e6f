package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Swatch;
import toyredis.results.Digits;
import toyredis.results.ProfileResult;

/** How long an operation is in the store, from profiles: working there, or waiting to. */
public final class StoreTimeChart {
  private StoreTimeChart() {}

  /**
   * @param profiles one or more; of several of one server the last is drawn
   */
  public static Chart of(List<ProfileResult> profiles) {
    var chart = new Chart.Builder();
    var names = new ArrayList<String>();
    var said = new ArrayList<String>();
    var longest = 0.0;
    for (var label : ServerLabel.of(profiles.stream().map(ProfileResult::server).toList())) {
      var time =
          profiles.stream()
              .filter(profile -> label.isOf(profile.server()))
              .reduce((earlier, later) -> later)
              .orElseThrow()
              .time();
      var all = time.storeWorkMicros() + time.storeWaitMicros();
      names.add(label.text());
      longest = Math.max(longest, all);
      var text = Digits.of(all) + " (working " + Digits.of(time.storeWorkMicros()) + ")";
      said.add(label.text() + " " + text);
      chart.add(
          new Bar(label.look(), -names.size(), all, time.storeWorkMicros(), List.of(), text, ""));
    }
    chart.name("working", Look.MUTED, Swatch.SOLID);
    chart.name(
        "waiting for a lock, for the owner's reply, or for a processor", Look.MUTED, Swatch.PALE);
    return chart.build(
        "store-time",
        "Time in the store",
        "How long an operation is in the store, from a run under Java Flight Recorder: work and"
            + " waiting.",
        String.join("; ", said) + ".",
        Chart.ROW * names.size() + 8,
        Axis.across("Time in the store per operation (µs)", longest),
        Axis.rows(names));
  }
}
