package toyredis.report.chart;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import toyredis.report.SyntheticComparison;
import toyredis.report.chart.Chart.Band;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.chart.Chart.Dot;
import toyredis.report.chart.Chart.Key;
import toyredis.report.chart.Chart.Layer;
import toyredis.report.chart.Chart.Line;
import toyredis.report.chart.Chart.Markers;
import toyredis.report.chart.Chart.Rings;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.Step;

class LoadChartsTest {
  @Test
  void aComparisonWithoutASweepIsBarsAndLatencies() {
    var charts =
        LoadCharts.of(SyntheticComparison.plain(SyntheticComparison.FIVE), SweptParameter.NONE);
    assertEquals(List.of("throughput", "cpu", "latency", "memory"), ids(charts));
    var results = SyntheticComparison.plain(SyntheticComparison.FIVE);
    var bar = layers(charts.get(1), Bar.class).getFirst();
    var costs =
        results.stream()
            .filter(run -> run.server().name().equals("step1"))
            .map(run -> run.serverUse().cpuMicros())
            .toList();
    assertEquals(costs, bar.runs());
    assertEquals(costs.stream().sorted().toList().get(1), bar.length());
  }

  @Test
  void aSweepHasAPointForEveryRunAndALineThroughTheMedians() {
    var results = SyntheticComparison.overConnections(SyntheticComparison.TWO, 50, 200, 2000);
    var charts = LoadCharts.of(results, SweptParameter.CONNECTIONS);
    assertEquals(
        List.of(
            "throughput",
            "cpu",
            "latency-connections-50",
            "latency-connections-200",
            "latency-connections-2000",
            "memory",
            "memory-per-connection"),
        ids(charts));
    var throughput = charts.getFirst();
    assertTrue(throughput.x().logarithmic());
    assertEquals(
        List.of("50", "200", "2,000"),
        throughput.x().ticks().stream()
            .sorted((a, b) -> Double.compare(a.at(), b.at()))
            .map(Axis.Tick::label)
            .toList());
    var mutex = layers(throughput, Markers.class).getFirst().points();
    assertEquals(9, mutex.size());
    var at50 = mutex.stream().filter(dot -> near(dot.x(), 50)).map(Dot::y).sorted().toList();
    assertEquals(at50.get(1), layers(throughput, Line.class).getFirst().points().getFirst().y());
  }

  @Test
  void underThinkTimeThroughputIsAShareOfItsCeilingWithoutLines() {
    var results = SyntheticComparison.thinking(SyntheticComparison.FIVE);
    var throughput = LoadCharts.of(results, SweptParameter.CONNECTIONS).getFirst();
    var ceiling = layers(throughput, Line.class);
    assertEquals(1, ceiling.size());
    assertEquals(100, ceiling.getFirst().points().getFirst().y());
    var dots = layers(throughput, Markers.class).stream().flatMap(m -> m.points().stream());
    for (var dot : dots.toList()) {
      assertEquals(99.5, dot.y(), 0.01);
      assertTrue(0 < throughput.x().position(dot.x()) && throughput.x().position(dot.x()) < 1);
    }
    // on top of the markers
    var last = throughput.layers().reversed().stream().filter(l -> !(l instanceof Chart.Label));
    assertEquals(ceiling.getFirst(), last.findFirst().orElseThrow());
  }

  @Test
  void theNullServerIsALimitAndNoServer() {
    var servers =
        Stream.of(SyntheticComparison.TWO, List.of(SyntheticComparison.NULL_SERVER))
            .flatMap(List::stream)
            .toList();
    var bars = LoadCharts.of(SyntheticComparison.plain(servers), SweptParameter.NONE);
    assertEquals(2, layers(bars.getFirst(), Bar.class).size());
    assertEquals(List.of("null server"), names(bars.getFirst()));
    assertFalse(names(bars.get(2)).contains("null"));
    var swept = SyntheticComparison.overConnections(servers, 50, 200);
    var lines = LoadCharts.of(swept, SweptParameter.CONNECTIONS).getFirst();
    assertEquals(List.of("null server", "2 mutex", "5 event loop"), names(lines));
  }

  @Test
  void runsThatAchievedLessThanOfferedAreRinged() {
    var results = SyntheticComparison.overRates(SyntheticComparison.FIVE);
    var rate = LoadCharts.of(results, SweptParameter.RATE).getFirst();
    assertEquals("rate", rate.id());
    var behind =
        results.stream()
            .filter(run -> run.operationsPerSecond() < 0.99 * run.load().arrivals().rate())
            .map(run -> new Dot(run.operationsPerSecond(), run.latency().p99() / 1000))
            .collect(toSet());
    assertTrue(behind.size() > 3, "too few runs fall behind for this test: " + behind.size());
    assertEquals(behind, Set.copyOf(layers(rate, Rings.class).getFirst().points()));
    assertTrue(names(rate).contains("achieved less than offered"));

    var kept = results.stream().filter(run -> run.load().arrivals().rate() < 50_000).toList();
    var without = LoadCharts.of(kept, SweptParameter.RATE).getFirst();
    assertTrue(layers(without, Rings.class).isEmpty());
    assertFalse(names(without).contains("achieved less than offered"));
  }

  @Test
  void anOpenLoopShowsItsServiceTimeToo() {
    var open = SyntheticComparison.overRates(SyntheticComparison.TWO);
    var chart = byId(LoadCharts.of(open, SweptParameter.RATE), "latency-rate-40000");
    assertTrue(names(chart).contains("service time"));
    var lines = layers(chart, Line.class);
    var dashed = lines.stream().filter(line -> line.weight() == Look.Weight.DASHED).toList();
    assertEquals(2, dashed.size());
    var response = lines.getLast().points().getFirst();
    assertTrue(dashed.getLast().points().getFirst().y() < response.y());
    var closed = SyntheticComparison.plain(SyntheticComparison.TWO);
    assertFalse(
        names(byId(LoadCharts.of(closed, SweptParameter.NONE), "latency"))
            .contains("service time"));
  }

  @Test
  void oneRunIsShownSecondBySecondWithItsWarmUpShaded() {
    var one = SyntheticComparison.plain(SyntheticComparison.TWO).subList(0, 1);
    var charts = LoadCharts.of(one, SweptParameter.NONE);
    assertTrue(ids(charts).containsAll(List.of("series-throughput", "series-latency")));
    var series = byId(charts, "series-throughput");
    assertEquals(List.of(new Band(0, 3, "warm-up")), layers(series, Band.class));
    assertEquals(13, layers(series, Line.class).getFirst().points().size());
  }

  @Test
  void everyServerIsToldApartWithoutColorAndEveryStepHasItsColor() {
    var servers = ServerRuns.of(SyntheticComparison.plain(SyntheticComparison.TWELVE));
    assertEquals(12, servers.size());
    var looks = servers.stream().map(ServerRuns::look).toList();
    assertEquals(12, looks.stream().map(l -> l.shape() + " " + l.variation()).distinct().count());
    assertEquals(12, looks.stream().map(Look::letter).distinct().count());
    assertEquals(12, servers.stream().map(ServerRuns::label).distinct().count());
    for (var server : servers) {
      Step.of(server.runs().getFirst().server().name())
          .ifPresent(
              step -> {
                assertEquals(Look.of(step).color(false), server.look().color(false));
                assertTrue(server.label().startsWith(step.label()));
              });
    }
    assertEquals("2 mutex, synchronized, virtual", servers.get(1).label());
    assertEquals(0, servers.get(1).look().variation());
    assertEquals("redis", servers.getLast().label());
  }

  @Test
  void aFigureThatIsUnknownHasNoChart() {
    var unknown =
        SyntheticComparison.plain(SyntheticComparison.TWO).stream()
            .map(run -> SyntheticComparison.withServerUse(run, LoadResult.ServerUse.UNKNOWN))
            .toList();
    assertEquals(
        List.of("throughput", "latency"), ids(LoadCharts.of(unknown, SweptParameter.NONE)));
    assertEquals(List.of(), LoadCharts.of(List.of(), SweptParameter.NONE));
  }

  @Test
  void whatIsSweptIsFoundFromTheRuns() {
    var rates = SyntheticComparison.overRates(SyntheticComparison.TWO);
    assertEquals(SweptParameter.RATE, SweptParameter.among(rates));
    var plain = SyntheticComparison.plain(SyntheticComparison.TWO);
    assertEquals(SweptParameter.NONE, SweptParameter.among(plain));
    assertEquals(80, SweptParameter.READ_SHARE.of(plain.getFirst()));
  }

  private static boolean near(double value, double expected) {
    return Math.abs(value - expected) < expected * 1e-6;
  }

  private static Chart byId(List<Chart> charts, String id) {
    return charts.stream().filter(chart -> chart.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> ids(List<Chart> charts) {
    return charts.stream().map(Chart::id).toList();
  }

  private static List<String> names(Chart chart) {
    return chart.legend().stream().map(Key::text).toList();
  }

  private static <L extends Layer> List<L> layers(Chart chart, Class<L> kind) {
    return chart.layers().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
