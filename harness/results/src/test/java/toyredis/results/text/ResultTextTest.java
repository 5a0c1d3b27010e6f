package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import toyredis.results.Changed;
import toyredis.results.ErrorClass;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Loop;
import toyredis.results.LoadSettings.OnError;
import toyredis.results.RaceResult;
import toyredis.results.ResultsTest;

class ResultTextTest {

  @Test
  void aLoadResultIsTheBlockOfTotalsThenLatencyCostAndCeiling() {
    var text = ResultText.of(ResultsTest.load(new EnumMap<>(ErrorClass.class), 0));
    assertEquals(
        """
        ==== Sustained load test result ====
        server:            step3 rwlock, threads virtual
        total operations:  101,000
        total connections: 500
        total errors:      0
        error rate:        0.00 % of operations
        ops per second:    9,619

        latency in ms:     p50 0.51   p90 1.25   p99 3.00   p99.9 20.0   max 30.0
        server:            12.3 µs CPU per operation, 80 MiB resident (peak 90), 33 threads
                           512 descriptors, 1.50 context switches per operation, 2 GC pauses (4 ms)
        client:            7.50 µs CPU per operation, its busiest thread ran 40.0 % of the time
        ceiling:           10,101 ops per second: N / think time; bound by think time, not by the server\
        """,
        text);
  }

  @Test
  void withARoundTripTheLawStandsBesideTheThroughput() {
    var near = ResultsTest.load(new EnumMap<>(ErrorClass.class), 0);
    var load = near.load().withRttMillis(250);
    var far = Changed.with(Changed.with(near, "load", load), "ceiling", load.ceiling());
    var text = ResultText.of(Changed.with(far, "operationsPerSecond", 1_650.2));
    for (var line :
        List.of(
            "ops per second:    1,650 (the law says 1,669)\n",
            "round trip:        250 ms added by a relay\n",
            "the law:           1,669 ops per second: N / (think time + round trip); bound by think"
                + " time and round trip, not by the server")) {
      assertTrue(text.contains(line), text);
    }
    var slow = ResultText.of(Changed.with(far, "operationsPerSecond", 834.7));
    assertTrue(slow.contains("N / (think time + round trip); reached to 50.0 %"), slow);
  }

  @Test
  void anOpenLoopShowsResponseAndServiceTimeLagAndWhatTheGeneratorReaches() {
    var closed = ResultsTest.load(new EnumMap<>(ErrorClass.class), 0);
    var service = new LoadResult.Latency(90, 120, 300, 900, 1_000, List.of());
    var client = new LoadResult.ClientUse(7.5, 0.95, 1_800, 10_930.7, "the generator was busy");
    var text =
        ResultText.of(
            new LoadResult(
                closed.format(),
                closed.kind(),
                closed.experiment(),
                closed.started(),
                closed.server(),
                closed
                    .load()
                    .withArrivals(new LoadSettings.Arrivals(Loop.POISSON, 10_000, 0, 0))
                    .withTimes(2, 20)
                    .withOnError(OnError.RECONNECT),
                closed.seconds(),
                closed.operations(),
                closed.operationsPerSecond(),
                7,
                6,
                Map.of("closed", 7L),
                closed.latency(),
                service,
                10_000,
                LoadResult.ServerUse.UNKNOWN,
                client,
                List.of(),
                closed.machine()));
    assertEquals(
        """
        ==== Sustained load test result ====
        server:            step3 rwlock, threads virtual
        total operations:  101,000
        total connections: 500
        total errors:      7 (closed 7)
        error rate:        0.01 % of operations, 7 connections failed, 6 were opened again
        ops per second:    9,619
        window:            10.5 s of 20.0: ended early

        response in ms:    p50 0.51   p90 1.25   p99 3.00   p99.9 20.0   max 30.0
        service in ms:     p50 0.09   p90 0.12   p99 0.30   p99.9 0.90   max 1.00
                           response time counts from when a request was due, so what waited before it could be sent is in it; service time counts from the sending
        schedule lag:      99 % of the requests were sent within 1.80 ms
        server:            CPU unknown
        client:            7.50 µs CPU per operation, its busiest thread ran 95.0 % of the time
        ceiling:           10,000 ops per second: the rate (poisson); reached to 96.2 %
        null server:       10,931 ops per second; this server is at 88.0 % of what the generator reaches here
        bottleneck:        the generator was busy\
        """,
        text);
  }

  @Test
  void errorsAreShownByClassAndAsAShareOfTheConnections() {
    var errors =
        new EnumMap<ErrorClass, Long>(Map.of(ErrorClass.CLOSED, 200L, ErrorClass.TIMEOUT, 32L));
    var text = ResultText.of(ResultsTest.load(errors, 95));
    assertTrue(text.contains("total errors:      232 (timeout 32, closed 200)\n"), text);
    assertTrue(
        text.contains(
            "error rate:        0.23 % of operations, but 19.0 % of connections (95 of 500"
                + " stopped)\n"),
        text);
  }

  @Test
  void aRaceResultIsATableWithAVerdict() {
    assertEquals(
        """
        server        attack   lost  acknowledged  errors  first error
        step3 rwlock  updates    12       160,000       0
                      scan        0         9,000       3  ERR no

        step3 broke its promise: see what was lost, and the errors.\
        """,
        ResultText.of(ResultsTest.RACE, Table.WIDE));
  }

  @Test
  void aHistoryThatFitsIntoNoOrderIsShownBelowTheTable() {
    var race = ResultsTest.RACE;
    var check = new RaceResult.Check("history", 100, 0, 1, "no order\nclient 1: GET k = 2");
    var result =
        new RaceResult(
            race.format(),
            race.kind(),
            race.experiment(),
            race.started(),
            race.server(),
            race.clients(),
            race.seed(),
            List.of(check),
            false,
            race.machine());
    assertEquals(
        """
        server        attack   lost  acknowledged  errors  first error
        step3 rwlock  history     0           100       1  no order

        step3 rwlock: no order
        client 1: GET k = 2

        step3 broke its promise: see what was lost, and the errors.\
        """,
        ResultText.of(result, Table.WIDE));
  }

  @Test
  void severalLoadResultsAreALineEach() {
    var result = ResultsTest.load(new EnumMap<>(ErrorClass.class), 0);
    assertEquals(
        """
        server        connections  ops/s  ceiling  errors  p50 ms  p99 ms  CPU µs/op
        step3 rwlock          500  9,619   10,101       0    0.51    3.00       12.3\
        """,
        ResultText.table(List.of(result), Table.WIDE));
  }
}
