package toyredis.report.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import toyredis.report.SyntheticComparison;
import toyredis.report.chart.LoadCharts;
import toyredis.report.chart.ServerRuns;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;

/** The plots are in {@code plots/}; {@code -Dplots=write} renews them, to be looked at. */
class TerminalChartsTest {
  private static final TerminalCharts PLAIN = TerminalCharts.ofTerminal(80, true, false);

  @Test
  void barsAreDrawnAsExpected() throws IOException {
    var servers =
        Stream.of(SyntheticComparison.FIVE, List.of(SyntheticComparison.NULL_SERVER))
            .flatMap(List::stream)
            .toList();
    assertIs("bars", PLAIN.of(SyntheticComparison.plain(servers), SweptParameter.NONE));
  }

  @Test
  void aSweepBelowItsCeilingIsDrawnAsExpected() throws IOException {
    var results = SyntheticComparison.thinking(SyntheticComparison.FIVE);
    assertIs("sweep", chart(results, SweptParameter.CONNECTIONS, 0, PLAIN));
  }

  @Test
  void aRateSweepIsDrawnAsExpected() throws IOException {
    var results = SyntheticComparison.overRates(SyntheticComparison.FIVE);
    assertIs("rate", chart(results, SweptParameter.RATE, 0, PLAIN));
  }

  @Test
  void oneRunIsDrawnAsExpectedInAscii() throws IOException {
    var one = SyntheticComparison.plain(SyntheticComparison.TWO).subList(0, 1);
    var text = TerminalCharts.ofTerminal(80, false, false).of(one, SweptParameter.NONE);
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text), text);
    assertIs("run-ascii", text);
  }

  @Test
  void twelveServersKeepTheirLettersAndFitTheTerminal() {
    var results = SyntheticComparison.overConnections(SyntheticComparison.TWELVE, 10, 200, 3000);
    var text = chart(results, SweptParameter.CONNECTIONS, 0, PLAIN);
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    var plot = text.substring(0, text.indexOf("Connections (N)"));
    for (var server : ServerRuns.of(results)) {
      var letter = "" + server.look().letter();
      assertTrue(plot.contains(letter), server.label() + " is not in\n" + plot);
      var named = server.label().startsWith(letter) ? "" : letter + " ";
      assertTrue(text.contains(named + server.label()), text);
    }
  }

  @Test
  void colorsAreUsedOnlyWhenAskedFor() {
    var results = SyntheticComparison.overConnections(SyntheticComparison.TWO, 50, 200);
    var colored = TerminalCharts.ofTerminal(80, true, true).of(results, SweptParameter.CONNECTIONS);
    var plain = PLAIN.of(results, SweptParameter.CONNECTIONS);
    assertTrue(colored.contains("\033[38;5;136m2\033[0m mutex"), colored);
    assertFalse(plain.contains("\033"), plain);
    assertEquals(plain, colored.replaceAll("\033\\[[\\d;]*m", ""));
  }

  private static String chart(
      List<LoadResult> results, SweptParameter swept, int n, TerminalCharts plot) {
    return plot.of(LoadCharts.of(results, swept).get(n));
  }

  private static void assertIs(String name, String text) throws IOException {
    var file = Path.of("src/test/resources/toyredis/report/terminal/plots", name + ".txt");
    if ("write".equals(System.getProperty("plots"))) Files.writeString(file, text);
    assertEquals(Files.readString(file), text, "see -Dplots=write");
  }
}
