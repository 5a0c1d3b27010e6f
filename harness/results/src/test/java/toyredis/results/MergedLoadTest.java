package toyredis.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;

class MergedLoadTest {
  private static final String STARTED = "2026-01-01T00:00:00Z";
  private static final LoadSettings LOAD =
      LoadSettings.closedLoop(50).withArrivals(new Arrivals(Loop.POISSON, 1000, 0, 0)).withSeed(1);

  @TempDir private Path folder;

  /** What one generator that saw everything would have counted. */
  private final Histogram all = LatencyLog.empty(LatencyLog.RESPONSE);

  private final Random random = new Random(5);
  private Path a;
  private Path b;

  @BeforeEach
  void twoGenerators() throws IOException {
    // one of them sees a slow server: its percentiles say nothing about those of all requests
    a = write("a", LOAD, STARTED, 9_000, 1_000_000);
    b =
        write(
            "b",
            LOAD.withSeed(2)
                .withConnections(30)
                .withArrivals(new Arrivals(Loop.POISSON, 500, 0, 0)),
            "2026-01-01T00:00:01Z",
            3_000,
            50_000_000);
  }

  private Path write(String name, LoadSettings load, String started, int operations, long meanNanos)
      throws IOException {
    var intervals = new ArrayList<Histogram>();
    for (int second = 0; second < 3; second++) {
      var response = LatencyLog.empty(LatencyLog.RESPONSE);
      var service = LatencyLog.empty(LatencyLog.SERVICE);
      for (var interval : List.of(response, service)) {
        interval.setStartTimeStamp(1000L * second);
        interval.setEndTimeStamp(1000L * second + 1000);
        intervals.add(interval);
      }
      for (int i = 0; i < operations / 3; i++) {
        long nanos = (long) (random.nextExponential() * meanNanos);
        response.recordValue(nanos);
        service.recordValue(nanos / 2);
        all.recordValue(nanos);
      }
    }
    var file = folder.resolve(name + ".json");
    Results.write(file, result(load, started, operations));
    LatencyLog.write(LatencyLog.beside(file), intervals);
    return file;
  }

  private static LoadResult result(LoadSettings load, String started, long operations) {
    var errors = new EnumMap<ErrorClass, Long>(Map.of(ErrorClass.WRONG, 2L));
    var sample = ResultsTest.load(errors, 1);
    return new LoadResult(
        Result.FORMAT,
        "load",
        "adhoc",
        started,
        new ServerInfo("10.0.0.1:6379", "", "", List.of()),
        load,
        10,
        operations,
        operations / 10.0,
        1,
        0,
        sample.errors(),
        sample.latency(),
        sample.latency(),
        load.arrivals().rate(),
        LoadResult.ServerUse.UNKNOWN,
        new LoadResult.ClientUse(8, 0.5, 3, 0, ""),
        List.of(),
        sample.machine());
  }

  private LoadResult merge(Path... files) throws IOException {
    return MergedLoad.merge(List.of(files), folder.resolve("merged.json"));
  }

  @Test
  void percentilesAreThoseOfOneHistogramThatSawEveryRequest() throws IOException {
    var merged = merge(a, b);
    assertEquals(LoadResult.Latency.of(all), merged.latency());
    assertEquals(12_000, merged.operations());
    assertTrue(merged.serviceTime().p99() < merged.latency().p99());
  }

  @Test
  void operationsRatesConnectionsAndErrorsAddUp() throws IOException {
    var merged = merge(a, b);
    assertEquals(1200, merged.operationsPerSecond(), 1e-9);
    assertEquals(80, merged.load().connections());
    assertEquals(1500, merged.load().arrivals().rate());
    assertEquals(1500, merged.ceiling());
    assertEquals(4, merged.errors().get("wrong"));
    assertEquals(2, merged.failedConnections());
    assertEquals(STARTED, merged.started());
  }

  @Test
  void whatWasMergedIsKeptWithItsHistogramsAndCanBeMergedAgain() throws IOException {
    var merged = merge(a, b);
    var file = folder.resolve("merged.json");
    assertEquals(merged, Results.read(file));
    var c = write("c", LOAD, STARTED, 300, 10_000);
    var again = MergedLoad.merge(List.of(file, c), folder.resolve("again.json"));
    assertEquals(LoadResult.Latency.of(all), again.latency());
  }

  @Test
  void withoutItsHistogramsNothingIsMerged() throws IOException {
    Files.delete(LatencyLog.beside(b));
    var e = assertThrows(IOException.class, () -> merge(a, b));
    assertTrue(e.getMessage().contains("b.hlog"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("merged.json")));
  }

  @Test
  void histogramsOfAnotherRunAreRefused() throws IOException {
    Files.copy(LatencyLog.beside(a), folder.resolve("c.hlog"));
    Files.copy(b, folder.resolve("c.json"));
    var e = assertThrows(IOException.class, () -> merge(a, folder.resolve("c.json")));
    assertTrue(e.getMessage().contains("9000"), e.getMessage());
  }

  @Test
  void otherSettingsOtherServersAndOtherTimesAreRefused() throws IOException {
    refused(result -> result.load().withPipeline(2), STARTED, "settings");
    refused(LoadResult::load, "2026-01-01T00:00:09Z", "00:00:09");
    var own = folder.resolve("own.json");
    Results.write(own, ResultsTest.load(new EnumMap<>(ErrorClass.class), 0));
    var e = assertThrows(IOException.class, () -> merge(a, own));
    assertTrue(e.getMessage().contains("server of its own"), e.getMessage());
  }

  private void refused(Function<LoadResult, LoadSettings> load, String started, String named)
      throws IOException {
    var settings = load.apply((LoadResult) Results.read(b));
    var other = write("other", settings, started, 300, 1000);
    var e = assertThrows(IOException.class, () -> merge(a, other));
    assertTrue(e.getMessage().contains(named), e.getMessage());
  }
}
