package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.SyntheticComparison;
import toyredis.report.chart.LoadCharts;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.SweptParameter;
import toyredis.report.draw.ChartFiles;
import toyredis.results.Changed;
import toyredis.results.LoadResult;

class CompareReportTest {
  @TempDir private Path folder;

  @Test
  void thePageNeedsNoOtherFileAndBeginsWithTheRatios() throws Exception {
    var comparison = comparison();
    var written =
        CompareReport.write(
            folder, comparison, SweptParameter.NONE, "./lab compare step2 step5 --seed 7");
    assertEquals(1 + 5 * 3, written.size());
    for (var file : written) assertTrue(Files.size(file) > 0, file.toString());
    var page = Jsoup.parse(written.getFirst());
    assertEquals(List.of(), page.select("[src], [srcset], link[href]").eachAttr("outerHTML"));
    assertEquals(
        List.of("ratios", "throughput", "cpu", "latency", "memory"),
        page.select("figure").eachAttr("id"));
    var text = page.text();
    assertTrue(text.contains("step5 needs 1."), text);
    assertTrue(text.contains("times the CPU time of step2: inconclusive."), text);
    assertTrue(text.contains("take 6 or more"), text);
    assertTrue(text.contains("./lab compare step2 step5 --seed 7"), text);
    assertTrue(text.contains("Closed loop, 50 connections, 80 % GET, 20 % SET"), text);
    assertTrue(text.contains("Abacus 2000, 2 cores"), text);
    assertFalse(text.contains("Warnings"), text);
    assertEquals(2 * 5, page.select("svg.chart[role=img]").size());
  }

  @Test
  void whatCastsDoubtOnTheFiguresIsAWarning() throws Exception {
    var comparison = comparison();
    var runs = new ArrayList<>(comparison.runs());
    var first = runs.getFirst();
    var busy = Changed.with(first.result().machine(), "cpuPressure", 35.0);
    var failed = Changed.with(first.result(), "failedConnections", 3L);
    runs.set(0, new ComparedRun(first.server(), "", 1, Changed.with(failed, "machine", busy)));
    var doubtful = new Comparison("", comparison.baseline(), runs);
    var page = CompareReport.write(folder, doubtful, SweptParameter.NONE, "").getFirst();
    var text = Jsoup.parse(page).text();
    assertTrue(text.contains("Warnings The machine was busy"), text);
    assertTrue(text.contains("step2: 3 errors"), text);
  }

  private static Comparison comparison() {
    var results = SyntheticComparison.plain(SyntheticComparison.TWO);
    var runs = new ArrayList<ComparedRun>();
    for (var result : results) {
      runs.add(new ComparedRun(result.server().typed(), "", runs.size() / 2 + 1, result));
    }
    return new Comparison("", "step2", runs);
  }

  @Test
  void theSameResultsAreDrawnTheSame(@TempDir Path again) throws Exception {
    var results = SyntheticComparison.overRates(SyntheticComparison.TWO);
    results.removeIf(run -> run.load().arrivals().rate() != 40_000);
    CompareReport.write(folder, results, SweptParameter.RATE, List.of());
    for (var file :
        CompareReport.write(again, results.reversed(), SweptParameter.RATE, List.of())) {
      if (file.toString().endsWith(".svg")) {
        assertEquals(-1, Files.mismatch(file, folder.resolve(file.getFileName())), file.toString());
      }
    }
  }

  @Test
  void aRunOfTooFewOperationsForACurveIsLeftOut() throws Exception {
    var results = new ArrayList<>(SyntheticComparison.plain(SyntheticComparison.TWO));
    var few = new LoadResult.Latency(1, 1, 1, 1, 1, List.of(new LoadResult.Point(100, 1)));
    results.set(0, Changed.with(results.getFirst(), "latency", few));
    CompareReport.write(folder, results, SweptParameter.NONE, List.of());
    assertTrue(Files.exists(folder.resolve("latency.svg")));
  }

  @Test
  void twelveNamesAreNotCut() throws Exception {
    var results = SyntheticComparison.plain(SyntheticComparison.TWELVE);
    var latency = LoadCharts.of(results, SweptParameter.NONE).get(2);
    ChartFiles.write(latency, folder);
    var picture = ImageIO.read(folder.resolve("latency.png").toFile());
    var background = picture.getRGB(0, 0);
    for (int y = 0; y < picture.getHeight(); y++) {
      assertEquals(background, picture.getRGB(2, y), "left edge, y = " + y);
      assertEquals(background, picture.getRGB(picture.getWidth() - 3, y), "right edge, y = " + y);
    }
    for (int x = 0; x < picture.getWidth(); x++) {
      assertEquals(background, picture.getRGB(x, picture.getHeight() - 3), "lower edge, x = " + x);
    }
  }

  @Test
  void nothingIsWrittenForNothing() throws Exception {
    assertEquals(List.of(), CompareReport.write(folder, List.of(), SweptParameter.NONE, List.of()));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
