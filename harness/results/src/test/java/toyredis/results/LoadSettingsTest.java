package toyredis.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Loop;

class LoadSettingsTest {
  private static LoadSettings original(int connections) {
    return LoadSettings.closedLoop(connections).withArrivals(Arrivals.closed(0, 99));
  }

  /** What the original's table should have said, if its network took 250 ms. */
  @ParameterizedTest
  @CsvSource({"500, 1669", "800, 2671", "1000, 3339", "1200, 4007"})
  void theLawForetellsTheThroughputFromThinkTimeAndRoundTrip(int connections, long perSecond) {
    assertEquals(perSecond, Math.round(original(connections).withRttMillis(250).ceiling()));
  }

  @Test
  void eachPauseAloneIsACeilingAndNoPauseIsNone() {
    assertEquals(10_101, Math.round(original(500).ceiling()));
    assertEquals(200, LoadSettings.closedLoop(50).withRttMillis(250).ceiling());
    assertEquals(3_200, LoadSettings.closedLoop(50).withPipeline(16).withRttMillis(250).ceiling());
    assertEquals(0, LoadSettings.closedLoop(50).ceiling());
  }

  @Test
  void anOpenLoopsCeilingIsItsRateWhateverTheRoundTrip() {
    var open = LoadSettings.closedLoop(50).withArrivals(new Arrivals(Loop.CONSTANT, 900, 0, 0));
    assertEquals(900, open.withRttMillis(250).ceiling());
  }
}
