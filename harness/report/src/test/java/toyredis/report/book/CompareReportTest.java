package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.SyntheticComparison;
import toyredis.report.chart.Footnote;
import toyredis.report.chart.LoadCharts;
import toyredis.report.compare.SweptParameter;
import toyredis.report.draw.ChartFiles;
import toyredis.results.Changed;
import toyredis.results.LoadResult;

class CompareReportTest {
  @TempDir private Path folder;

  @Test
  void everyChartIsWrittenAndShownByTheIndex() throws Exception {
    var results = SyntheticComparison.plain(SyntheticComparison.TWO);
    var written = CompareReport.write(folder, results, SweptParameter.NONE);
    assertEquals(1 + 4 * 4, written.size());
    for (var file : written) assertTrue(Files.size(file) > 0, file.toString());
    var index = Files.readString(folder.resolve("index.html"));
    for (var id : List.of("throughput", "cpu", "latency", "memory")) {
      assertTrue(index.contains("src=\"" + id + ".svg\""), id);
      assertTrue(index.contains("srcset=\"" + id + "-dark.svg\""), id);
    }
    assertTrue(index.contains("Closed loop, 50 connections, 80 % GET, 20 % SET"), index);
    assertTrue(index.contains("Abacus 2000, 2 cores"), index);
  }

  @Test
  void theSameResultsAreDrawnTheSame(@TempDir Path again) throws Exception {
    var results = SyntheticComparison.overRates(SyntheticComparison.TWO);
    results.removeIf(run -> run.load().arrivals().rate() != 40_000);
    CompareReport.write(folder, results, SweptParameter.RATE);
    for (var file : CompareReport.write(again, results.reversed(), SweptParameter.RATE)) {
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
    CompareReport.write(folder, results, SweptParameter.NONE);
    assertTrue(Files.exists(folder.resolve("latency.svg")));
  }

  @Test
  void aLegendOfTwelveIsNotCut() throws Exception {
    var results = SyntheticComparison.plain(SyntheticComparison.TWELVE);
    var latency = LoadCharts.of(results, SweptParameter.NONE).get(2);
    ChartFiles.write(latency, Footnote.of(results, LoadResult::load), folder);
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
    assertEquals(List.of(), CompareReport.write(folder, List.of(), SweptParameter.NONE));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
