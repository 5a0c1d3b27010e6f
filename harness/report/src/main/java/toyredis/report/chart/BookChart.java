package toyredis.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.report.compare.SweptParameter;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Step;

/** The book's charts, each made from the measurements. */
public enum BookChart {
  /** Throughput over connections under the original's load, below its ceiling N/Z. */
  THROUGHPUT(
      "throughput",
      "Throughput over connections under the original's load. Steps that lie on one another are"
          + " drawn side by side; the dashed line is the ceiling N/Z that think time sets.") {
    @Override
    public Optional<Chart> chart(Measurements measurements) {
      var servers = servers(measurements, Result.ORIGINAL);
      if (servers.isEmpty()) return Optional.empty();
      var figure = LoadCharts.THROUGHPUT;
      return Optional.of(
          new SweepChart(SweptParameter.CONNECTIONS, servers)
              .ceiling("ceiling N/Z", LoadResult::ceiling)
              .runs(figure.of())
              .build(id(), figure.title(), caption(), figure.axisTitle()));
    }
  },

  /** Latency by percentile of every step, all in one picture. */
  LATENCY(
      "latency",
      "Latency by percentile with all connections busy. Thick: the run with the median throughput;"
          + " thin: the other runs.") {
    @Override
    public Optional<Chart> chart(Measurements measurements) {
      var servers = servers(measurements, Result.SATURATED);
      if (!LatencyChart.hasData(servers)) return Optional.empty();
      return Optional.of(LatencyChart.of(id(), "Latency by percentile", servers));
    }
  },

  /** The server's CPU time per operation: what a design costs, whatever else the machine does. */
  CPU(
      "cpu",
      "Server CPU time per operation, user and system, with all connections busy. Bars: median of"
          + " the runs; dots: the single runs.") {
    @Override
    public Optional<Chart> chart(Measurements measurements) {
      var figure = LoadCharts.CPU;
      var servers = servers(measurements, Result.SATURATED);
      return bars(BarChart.of(servers, figure.of(), figure.format()), figure.axisTitle());
    }
  },

  /** Updates that were acknowledged and lost, counted by the race check. */
  LOST_UPDATES("lost-updates", "INCRs that the server acknowledged and then lost, by step.") {
    @Override
    public Optional<Chart> chart(Measurements measurements) {
      var bars = new BarChart(Digits::whole);
      for (var step : Step.values()) {
        measurements
            .race(step)
            .flatMap(race -> check(race, "updates"))
            .map(check -> List.of((double) check.lost()))
            .ifPresent(lost -> bars.add(step.label(), Look.of(step), lost));
      }
      return bars(bars, "Lost updates");
    }
  };

  private final String id;
  private final String caption;

  BookChart(String id, String caption) {
    this.id = id;
    this.caption = caption;
  }

  /** The name of its files and in the lessons: {@code chart::latency[]}. */
  public String id() {
    return id;
  }

  /** What it shows, in a sentence or two, without the machine. */
  public String caption() {
    return caption;
  }

  /** What there is to draw; empty if nothing was measured for it. */
  public abstract Optional<Chart> chart(Measurements measurements);

  Optional<Chart> bars(BarChart bars, String axisTitle) {
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(bars.build(id, caption, caption, axisTitle));
  }

  static Optional<RaceResult.Check> check(RaceResult race, String name) {
    return race.checks().stream().filter(check -> check.name().equals(name)).findFirst();
  }

  /** The steps that were measured, a server each. */
  private static List<ServerRuns> servers(Measurements measurements, String experiment) {
    return Arrays.stream(Step.values())
        .map(step -> measurements.loads(experiment, step))
        .filter(runs -> !runs.isEmpty())
        .flatMap(runs -> ServerRuns.of(runs).stream())
        .toList();
  }
}
