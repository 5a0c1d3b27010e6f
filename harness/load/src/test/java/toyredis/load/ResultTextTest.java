package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        ops per second:    9,619.05

        latency in ms:     p50 0.51   p90 1.25   p99 3.00   p99.9 20.00   max 30.00
        server:            12.30 µs CPU per operation, 80 MiB resident (peak 90), 33 threads
        client:            7.50 µs CPU per operation
        ceiling:           10,101.01 ops per second: N / think time; bound by think time, not by the server\
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
            "error rate:        0.23 % of operations, but 19.00 % of connections (95 of 500"
                + " stopped)\n"),
        text);
  }

  @Test
  void aRaceResultIsATableWithAVerdict() {
    assertEquals(
        """
        server               attack   acknowledged       lost   errors   first error
        step3 rwlock         updates       160,000         12        0
                             scan            9,000          0        3   ERR no

        step3 broke its promise: see what was lost, and the errors.\
        """,
        ResultText.of(ResultsTest.RACE));
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
        server               attack   acknowledged       lost   errors   first error
        step3 rwlock         history           100          0        1   no order

        step3 rwlock: no order
        client 1: GET k = 2

        step3 broke its promise: see what was lost, and the errors.\
        """,
        ResultText.of(result));
  }

  @Test
  void severalLoadResultsAreALineEach() {
    var result = ResultsTest.load(new EnumMap<>(ErrorClass.class), 0);
    assertEquals(
        """
        server               connections        ops/s      ceiling   errors    p50 ms    p99 ms    CPU µs/op
        step3 rwlock                 500     9,619.05    10,101.01        0      0.51      3.00        12.30\
        """,
        ResultText.table(List.of(result)));
  }
}
