package toyredis.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.SyntheticComparison;
import toyredis.report.book.CompareReport;
import toyredis.report.chart.Chart.Bar;
import toyredis.report.compare.SweptParameter;
import toyredis.report.terminal.TerminalCharts;
import toyredis.results.LoadSettings;
import toyredis.results.ProfileResult;
import toyredis.results.ProfileResult.Time;
import toyredis.results.Result;
import toyredis.results.Synthetic;

class StoreTimeChartTest {
  private static final List<ProfileResult> PROFILES =
      List.of(
          profile(1, new Time(1000, 0.5, 311.5, 0, 688)),
          profile(4, new Time(600, 0.4, 0.1, 0, 599.5)));

  @Test
  void aBarIsTheTimeInTheStoreAndItsSolidPartTheWork() {
    var bars =
        StoreTimeChart.of(PROFILES).layers().stream()
            .map(Bar.class::cast)
            .map(bar -> List.of(bar.length(), bar.solid(), bar.text()))
            .toList();
    assertEquals(
        List.of(
            List.of(312.0, 0.5, "312 (working 0.50)"), List.of(0.5, 0.4, "0.50 (working 0.40)")),
        bars);
  }

  @Test
  void inCharactersWaitingIsPale() {
    var text = TerminalCharts.ofTerminal(80, true, false).ofProfiles(PROFILES);
    assertTrue(text.contains("2 mutex│▒▒▒"), text);
    assertTrue(text.contains("█ working"), text);
    assertTrue(text.contains("▒ waiting"), text);
  }

  @Test
  void itIsDrawnAmongTheOtherCharts(@TempDir Path folder) throws Exception {
    var written = CompareReport.write(folder, List.of(), SweptParameter.NONE, PROFILES);
    assertEquals(4, written.size());
    assertTrue(Files.readString(folder.resolve("index.html")).contains("figure id=\"store-time\""));
  }

  private static ProfileResult profile(int step, Time time) {
    return new ProfileResult(
        Result.FORMAT,
        "profile",
        "adhoc",
        Synthetic.START.toString(),
        SyntheticComparison.FIVE.get(step),
        LoadSettings.closedLoop(50),
        5,
        250_000,
        50_000,
        time,
        List.of(),
        List.of(),
        Map.of(),
        100,
        0,
        1,
        2,
        Synthetic.machine());
  }
}
