package toyredis.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.Measurements;
import toyredis.report.chart.BookChart;
import toyredis.report.chart.Look;
import toyredis.results.Result;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class ChartFilesTest {
  @TempDir static Path charts;

  @BeforeAll
  static void draw() throws Exception {
    ChartFiles.write(new Measurements(Synthetic.book()), charts);
  }

  @Test
  void everyChartIsDrawnLightAndDark() {
    for (var chart : BookChart.values()) {
      for (var name : new String[] {".svg", ".png", "-dark.svg", "-dark.png"}) {
        assertTrue(Files.exists(charts.resolve(chart.id() + name)), chart.id() + name);
      }
    }
  }

  @Test
  void theAxesAreNamedWithTheirUnits() throws IOException {
    assertContains("throughput.svg", "Throughput (operations per second)", "Connections (N)");
    assertContains("latency.svg", "Latency (milliseconds)", "Percentile of operations");
    assertContains("cpu.svg", "CPU per operation (µs)");
    assertContains("lost-updates.svg", "Lost updates");
  }

  @Test
  void everyChartNamesEveryStep() throws IOException {
    for (var chart : BookChart.values()) {
      for (var step : Step.values()) assertContains(chart.id() + ".svg", step.label());
    }
    assertContains("throughput.svg", "ceiling N/Z");
  }

  @Test
  void everyStepIsDrawnInItsColor() throws IOException {
    for (var name : new String[] {"throughput", "latency", "cpu"}) {
      for (var dark : new boolean[] {false, true}) {
        var picture = picture(name + (dark ? "-dark" : ""));
        for (var step : Step.values()) {
          var pixels = pixels(picture, Look.of(step).color(dark).getRGB());
          assertTrue(pixels > 100, name + ": " + step + " has " + pixels + " pixels");
        }
      }
    }
  }

  @Test
  void nothingIsCutAtTheEdges() throws IOException {
    for (var chart : BookChart.values()) {
      var picture = picture(chart.id());
      var background = picture.getRGB(0, 0);
      for (int y = 0; y < picture.getHeight(); y++) {
        assertEquals(background, picture.getRGB(2, y), chart + ", left edge, y = " + y);
        assertEquals(
            background,
            picture.getRGB(picture.getWidth() - 3, y),
            chart + ", right edge, y = " + y);
      }
      for (int x = 0; x < picture.getWidth(); x++) {
        assertEquals(
            background,
            picture.getRGB(x, picture.getHeight() - 3),
            chart + ", lower edge, x = " + x);
      }
    }
  }

  @Test
  void aBarIsAsHighAsItsValue() throws IOException {
    var picture = picture("cpu");
    var first = pixels(picture, Look.of(Step.NAIVE_MAP).color(false).getRGB());
    var last = pixels(picture, Look.of(Step.EVENT_LOOP).color(false).getRGB());
    assertEquals(14.525 / 10.525, (double) first / last, 0.05);
  }

  @Test
  void aChartWithoutResultsLeavesNoFileBehind(@TempDir Path folder) throws Exception {
    ChartFiles.write(new Measurements(Synthetic.book()), folder);
    var races = Synthetic.book().stream().filter(r -> r.experiment().equals(Result.RACE));
    ChartFiles.write(new Measurements(races.toList()), folder);
    assertTrue(Files.exists(folder.resolve("lost-updates.svg")));
    assertFalse(Files.exists(folder.resolve("latency.svg")));
    assertFalse(Files.exists(folder.resolve("latency-dark.png")));
  }

  private static void assertContains(String file, String... texts) throws IOException {
    var svg = Files.readString(charts.resolve(file));
    for (var text : texts) assertTrue(svg.contains(text), file + " does not say " + text);
  }

  private static BufferedImage picture(String name) throws IOException {
    return ImageIO.read(charts.resolve(name + ".png").toFile());
  }

  private static long pixels(BufferedImage picture, int color) {
    var count = 0L;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) == color) count++;
      }
    }
    return count;
  }
}
