package toyredis.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import toyredis.report.Measurements;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Label;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Ribbon;
import toyredis.report.chart.Chart.Swatch;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadResult.Latency;

/** Latency by percentile, all servers in one picture. */
final class LatencyChart {
  /** With more servers their bands would hide one another. */
  private static final int MOST_WITH_BANDS = 5;

  private static final int POINTS = 60; // of a band's edge

  private LatencyChart() {}

  static boolean hasData(List<ServerRuns> servers) {
    return servers.stream()
        .flatMap(server -> server.runs().stream())
        .anyMatch(run -> !dots(run.latency()).isEmpty());
  }

  /** Of servers that {@linkplain #hasData have data}. */
  static Chart of(String id, String title, List<ServerRuns> servers) {
    var chart = new Chart.Builder();
    var medians = new ArrayList<Line>();
    var services = new ArrayList<Line>();
    var bands = new ArrayList<Ribbon>();
    var labels = new ArrayList<Label>();
    var said = new ArrayList<String>();
    var known = servers.stream().filter(server -> hasData(List.of(server))).toList();
    var inColor = known.stream().filter(server -> !isRest(server)).toList();
    // what the chart is about comes last, above the rest
    for (var server : Stream.concat(rest(known), inColor.stream()).toList()) {
      var median = Measurements.median(server.runs());
      var line = new Line(server.look(), Look.Weight.MAIN, dots(median.latency()));
      medians.add(line);
      if (!line.points().isEmpty()) {
        labels.add(new Label(server.look(), server.label(), line.points().getLast()));
      }
      var open = median.load().arrivals().openLoop();
      if (open) {
        var service = dots(median.serviceTime());
        services.add(new Line(server.look(), Look.Weight.DASHED, service));
      } else if (!isRest(server) && inColor.size() <= MOST_WITH_BANDS) {
        band(server).ifPresent(bands::add);
      }
    }
    for (var server : known) {
      chart.name(server.label(), server.look(), Swatch.MARKED_LINE);
      said.add(server.label() + " " + range(server, 50) + ", " + range(server, 99));
    }
    bands.forEach(chart::add);
    services.forEach(chart::add);
    medians.forEach(chart::add);
    if (!services.isEmpty()) chart.name("service time", Look.MUTED, Swatch.DASHED_LINE);

    var ends =
        bands.stream().flatMap(band -> Stream.concat(ends(band.lower()), ends(band.upper())));
    var lines = Stream.of(medians, services).flatMap(List::stream);
    var dots =
        Stream.concat(ends, lines.flatMap(line -> line.points().stream()).map(Dot::y)).toList();
    var last = medians.stream().flatMap(line -> line.points().stream()).mapToDouble(Dot::x).max();
    var x = Axis.percentiles("Percentile of operations", last.orElse(100));
    var y =
        Axis.logarithmic(
            "Latency (milliseconds)",
            dots.stream().reduce(Math::min).orElse(0.1),
            dots.stream().reduce(Math::max).orElse(1.0));
    for (var line : medians) {
      if (line.look().role().equals("rest")) continue;
      var markers = new ArrayList<Dot>();
      for (var tick : x.ticks()) at(line.points(), tick.at()).ifPresent(markers::add);
      chart.add(new Markers(line.look(), markers));
    }
    labels.forEach(chart::add);
    var caption =
        "At 99 % on the horizontal axis, a line's height is the time in which 99 of 100 operations"
            + " had their reply; each further mark leaves a tenth as many slower operations."
            + (bands.isEmpty() ? "" : " Line: the run with the median throughput; band: all runs.")
            + (services.isEmpty()
                ? ""
                : " Lines: from the time at which a request was due to its reply; dashed: from its"
                    + " sending, which leaves out how long it waited to be sent.");
    var alt = "Latency in milliseconds: " + String.join("; ", said) + ".";
    return chart.build(id, title, caption, alt, 330, x, y);
  }

  private static boolean isRest(ServerRuns server) {
    return server.look().role().equals("rest");
  }

  private static Stream<ServerRuns> rest(List<ServerRuns> servers) {
    return servers.stream().filter(LatencyChart::isRest);
  }

  private static Stream<Double> ends(List<Dot> curve) {
    return curve.stream().map(Dot::y);
  }

  /** The median of the runs' percentiles, and their range: {@code "p99 2.41 (2.1–3.0)"}. */
  private static String range(ServerRuns server, int percentile) {
    var millis =
        server.runs().stream()
            .map(LoadResult::latency)
            .mapToDouble(latency -> (percentile == 50 ? latency.p50() : latency.p99()) / 1000)
            .toArray();
    var all = Arrays.stream(millis).summaryStatistics();
    var median = MedianInterval.of(Arrays.stream(millis)).median();
    return "p" + percentile + " " + Digits.of(median) + range(all.getMin(), all.getMax());
  }

  private static String range(double min, double max) {
    return min == max ? "" : " (" + Digits.of(min) + "–" + Digits.of(max) + ")";
  }

  /** From the lowest of its runs to the highest, as far as all of them go. */
  private static Optional<Ribbon> band(ServerRuns server) {
    var curves = server.runs().stream().map(run -> dots(run.latency())).toList();
    if (curves.size() < 2 || curves.stream().anyMatch(List::isEmpty)) return Optional.empty();
    var first = curves.stream().mapToDouble(curve -> curve.getFirst().x()).max().orElseThrow();
    var last = curves.stream().mapToDouble(curve -> curve.getLast().x()).min().orElseThrow();
    var lower = new ArrayList<Dot>();
    var upper = new ArrayList<Dot>();
    for (int i = 0; i <= POINTS; i++) {
      var x = first * Math.pow(last / first, (double) i / POINTS);
      var there =
          curves.stream().flatMap(curve -> at(curve, x).stream()).mapToDouble(Dot::y).toArray();
      if (there.length == 0) continue;
      var range = Arrays.stream(there).summaryStatistics();
      lower.add(new Dot(x, range.getMin()));
      upper.add(new Dot(x, range.getMax()));
    }
    return Optional.of(new Ribbon(server.look(), lower, upper));
  }

  /** The curve at a place between its points. */
  private static Optional<Dot> at(List<Dot> curve, double x) {
    for (int i = 1; i < curve.size(); i++) {
      var before = curve.get(i - 1);
      var after = curve.get(i);
      if (before.x() > x || after.x() < x || after.x() == before.x()) continue;
      var between = (x - before.x()) / (after.x() - before.x());
      return Optional.of(new Dot(x, before.y() + between * (after.y() - before.y())));
    }
    return Optional.empty();
  }

  /** x: 1/(1−p); y: milliseconds. */
  private static List<Dot> dots(Latency latency) {
    return latency.percentiles().stream()
        .filter(point -> point.percentile() < 100 && point.micros() > 0)
        .map(point -> new Dot(100 / (100 - point.percentile()), point.micros() / 1000))
        .filter(dot -> dot.x() >= Axis.LEAST_SHARE && dot.x() <= Axis.GREATEST_SHARE * 1.001)
        .toList();
  }
}
