package toyredis.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.Measurements;
import toyredis.report.chart.BookChart;
import toyredis.report.chart.Chart;
import toyredis.report.chart.Look;
import toyredis.report.chart.Selection;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class ChartFilesTest {
  /** Of its own, and seen. */
  private static final Pattern COLOR =
      Pattern.compile("(fill|stroke):(#|rgb)(?!000000;fill-opacity:0)");

  private static final List<Chart> CHARTS = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    var measurements = new Measurements(Synthetic.book());
    for (var chart : BookChart.values()) {
      CHARTS.add(chart.chart(measurements, Selection.ALL).orElseThrow());
    }
  }

  @Test
  void everyChartIsDrawnWideNarrowAndAsPicture(@TempDir Path folder) throws Exception {
    for (var chart : CHARTS) {
      for (var file : ChartFiles.write(chart, folder)) assertTrue(Files.size(file) > 0);
      for (var name : List.of(".svg", "-narrow.svg", ".png")) {
        assertTrue(Files.exists(folder.resolve(chart.id() + name)), chart.id() + name);
      }
      assertTrue(ImageIO.read(folder.resolve(chart.id() + ".png").toFile()).getWidth() > 1000);
    }
  }

  @Test
  void lettersAreTextThatCanBeSearchedInBothWidths() throws Exception {
    for (var chart : CHARTS) {
      for (var narrow : List.of(false, true)) {
        var svg = ChartFiles.svg(chart, narrow);
        assertFalse(svg.contains("Q"), "outlines of letters in " + chart.id());
        for (var word : chart.x().title().split(" ")) assertTrue(svg.contains(word), word);
        if (!chart.hasRows()) continue;
        for (var tick : chart.y().ticks()) {
          assertTrue(svg.contains(">" + tick.label() + "</text>"), tick.label() + "\n" + svg);
        }
      }
    }
  }

  @Test
  void oneSvgIsForLightAndDarkPages() throws Exception {
    for (var chart : CHARTS) {
      var svg = ChartFiles.svg(chart, false);
      assertTrue(svg.contains("var(--chart-ink,#1d2430)"), chart.id());
      assertFalse(COLOR.matcher(svg).find(), chart.id());
      assertTrue(svg.contains("prefers-color-scheme: dark) { svg:root {"), svg);
    }
    for (var property : List.of("background", "ink", "grid", "muted", "rest", "step1", "step5")) {
      assertTrue(ChartTheme.css().contains("--chart-" + property + ": #"), property);
    }
  }

  @Test
  void namesWithinAFileAreItsOwnSoThatOnePageCanHoldSeveral() throws Exception {
    var ids = new HashSet<String>();
    for (var chart : CHARTS) {
      for (var narrow : List.of(false, true)) {
        var svg = ChartFiles.svg(chart, narrow);
        var id = Pattern.compile(" id=\"([^\"]+)\"").matcher(svg);
        while (id.find()) assertTrue(ids.add(id.group(1)), id.group(1));
        var used = Pattern.compile("url\\(#([^)]+)\\)").matcher(svg);
        while (used.find()) assertTrue(ids.contains(used.group(1)), used.group(1));
      }
    }
  }

  @Test
  void aScriptFindsAValuesPlaceOnTheAxis() throws Exception {
    for (var chart : CHARTS) {
      var svg = ChartFiles.svg(chart, false);
      assertEquals(chart.hasRows(), svg.contains("data-x0="), chart.id());
      if (!chart.hasRows()) continue;
      var log = svg.contains("data-scale=\"log\"");
      var from = attribute(svg, "v0");
      var to = attribute(svg, "v1");
      // a line of the grid stands where the formula for scripts puts its value
      var tick = chart.x().ticks().getFirst().at();
      var share = log ? Math.log(tick / from) / Math.log(to / from) : (tick - from) / (to - from);
      var x = attribute(svg, "x0") + share * (attribute(svg, "x1") - attribute(svg, "x0"));
      var lines = Pattern.compile(" x1=\"([\\d.]+)\"").matcher(svg).results();
      assertTrue(
          lines.anyMatch(line -> Math.abs(Double.parseDouble(line.group(1)) - x) < 0.1),
          chart.id() + " has no line at " + x);
    }
  }

  private static double attribute(String svg, String name) {
    var matcher = Pattern.compile("data-" + name + "=\"([^\"]+)\"").matcher(svg);
    assertTrue(matcher.find(), name);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void everyStepIsDrawnInItsColor() {
    for (var chart : CHARTS) {
      if (!List.of("cpu", "latency", "original").contains(chart.id().replace("-step5", "")))
        continue;
      for (var width : List.of(ChartPicture.WIDTH, ChartPicture.NARROW)) {
        var picture = picture(chart, width);
        for (var step : Step.values()) {
          var pixels = pixels(picture, Look.of(step).color(false).getRGB());
          assertTrue(pixels > 60, chart.id() + ": " + step + " has " + pixels + " pixels");
        }
      }
    }
  }

  @Test
  void nothingIsCutAtTheEdges() {
    for (var chart : CHARTS) {
      for (var width : List.of(ChartPicture.WIDTH, ChartPicture.NARROW)) {
        var picture = picture(chart, width);
        var page = picture.getRGB(0, 0);
        for (int y = 0; y < picture.getHeight(); y++) {
          assertEquals(page, picture.getRGB(0, y), chart.id() + ", left edge, y = " + y);
          var right = picture.getRGB(width - 1, y);
          assertEquals(page, right, chart.id() + ", right edge, y = " + y);
        }
        for (int x = 0; x < width; x++) {
          var lower = picture.getRGB(x, picture.getHeight() - 3);
          assertEquals(page, lower, chart.id() + ", lower edge, x = " + x);
        }
      }
    }
  }

  @Test
  void aBarIsAsLongAsItsValue() {
    var picture = picture(CHARTS.get(BookChart.CPU.ordinal()), ChartPicture.WIDTH);
    var first = pixels(picture, Look.of(Step.NAIVE_MAP).color(false).getRGB());
    var last = pixels(picture, Look.of(Step.EVENT_LOOP).color(false).getRGB());
    assertEquals(14.525 / 10.525, (double) first / last, 0.05);
  }

  @Test
  void stepsAreSeenOnTheirPageAndToldApartByWhoSeesNoGreen() {
    for (var dark : List.of(false, true)) {
      var page = dark ? new Color(0x14171C) : Color.WHITE;
      for (var step : Step.values()) {
        var color = Look.of(step).color(dark);
        assertTrue(contrast(color, page) >= 3, step + " " + contrast(color, page));
        for (var other : Step.values()) {
          if (other == step) continue;
          var distance = distance(deuteranopia(color), deuteranopia(Look.of(other).color(dark)));
          assertTrue(distance > 20, step + " and " + other + ": " + distance);
        }
      }
    }
  }

  /** As WCAG 2 has it. */
  private static double contrast(Color a, Color b) {
    var one = luminance(a) + 0.05;
    var two = luminance(b) + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  private static double luminance(Color color) {
    var rgb = linear(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static double[] linear(Color color) {
    var linear = new double[3];
    var parts = color.getRGBColorComponents(null);
    for (int i = 0; i < 3; i++) {
      linear[i] =
          parts[i] <= 0.04045 ? parts[i] / 12.92 : Math.pow((parts[i] + 0.055) / 1.055, 2.4);
    }
    return linear;
  }

  /** Machado, Oliveira and Fernandes 2009, severity 1; linear RGB. */
  private static double[] deuteranopia(Color color) {
    var c = linear(color);
    return new double[] {
      0.367322 * c[0] + 0.860646 * c[1] - 0.227968 * c[2],
      0.280085 * c[0] + 0.672501 * c[1] + 0.047413 * c[2],
      -0.011820 * c[0] + 0.042940 * c[1] + 0.968881 * c[2]
    };
  }

  /** Of two colours in linear RGB, in CIE L*a*b* (1976): 2 can just be seen. */
  private static double distance(double[] one, double[] two) {
    var a = lab(one);
    var b = lab(two);
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  private static double[] lab(double[] c) {
    var x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
    var y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
    var z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }

  static BufferedImage picture(Chart chart, int width) {
    var picture = new ChartPicture(chart, width, false);
    var image = new BufferedImage(width, picture.height(), BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    picture.paint(g);
    g.dispose();
    return image;
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
