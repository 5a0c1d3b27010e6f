package toyredis.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import toyredis.load.LoadResult;
import toyredis.load.RaceResult;

/** The book's charts: each draws itself from the measurements, in a light or a dark theme. */
public enum Chart {
  /** Throughput over connections under the original's load, below its ceiling N/Z. */
  THROUGHPUT(
      "throughput",
      "Throughput over connections under the original's load. Steps that lie on one another are"
          + " drawn side by side; the dashed line is the ceiling N/Z that think time sets.") {
    @Override
    boolean hasData(Measurements measurements) {
      return anyRuns(measurements, Measurements.ORIGINAL);
    }

    @Override
    LabelledChart draw(Measurements measurements, ChartTheme theme) {
      var chart = chart(420, "Connections (N)", "Throughput (operations per second)", theme);
      var labelled = new LabelledChart(chart, theme);
      var all =
          Arrays.stream(Step.values())
              .flatMap(step -> measurements.loads(Measurements.ORIGINAL, step).stream())
              .toList();
      var counts = all.stream().mapToInt(run -> run.load().connections()).summaryStatistics();
      var margin = Math.max(40, (counts.getMax() - counts.getMin()) * 0.07);
      var dodge = margin * 0.3;
      chart.getStyler().setXAxisMin(counts.getMin() - margin).setXAxisMax(counts.getMax() + margin);
      var highest =
          all.stream().mapToDouble(run -> Math.max(run.ceiling(), run.operationsPerSecond())).max();
      chart.getStyler().setYAxisMin(0.0).setYAxisMax(highest.getAsDouble() * 1.06);

      // Flat above each group of points, so that a point drawn aside is seen against its own
      // ceiling.
      var ceilings = new TreeMap<Integer, Double>();
      all.stream()
          .filter(run -> run.ceiling() > 0)
          .forEach(run -> ceilings.put(run.load().connections(), run.ceiling()));
      if (!ceilings.isEmpty()) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        ceilings.forEach(
            (connections, ceiling) -> {
              x.addAll(List.of(connections - dodge * 2.6, connections + dodge * 2.6));
              y.addAll(List.of(ceiling, ceiling));
            });
        var line = chart.addSeries("ceiling N/Z", x, y);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(theme.mutedColor());
        line.setLineStyle(ChartTheme.DASHES);
      }

      for (var step : Step.values()) {
        var runs = measurements.loads(Measurements.ORIGINAL, step);
        if (runs.isEmpty()) continue;
        var aside = (step.ordinal() - (Step.values().length - 1) / 2.0) * dodge;
        var points =
            chart.addSeries(
                step.label(),
                runs.stream().mapToDouble(run -> run.load().connections() + aside).toArray(),
                runs.stream().mapToDouble(LoadResult::operationsPerSecond).toArray());
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(step.marker());
        points.setMarkerColor(step.color(theme.isDark()));
        labelled.addMarker(step.label(), step.color(theme.isDark()), step.marker());
      }
      if (!ceilings.isEmpty()) {
        labelled.addLine("ceiling N/Z", theme.mutedColor(), ChartTheme.DASHES);
      }
      return labelled;
    }
  },

  /** Latency by percentile of every step, all in one picture. */
  LATENCY(
      "latency",
      "Latency by percentile with all connections busy. Thick: the run with the median throughput;"
          + " thin: the other runs.") {
    @Override
    boolean hasData(Measurements measurements) {
      return anyRuns(measurements, Measurements.SATURATED);
    }

    @Override
    LabelledChart draw(Measurements measurements, ChartTheme theme) {
      var chart = chart(460, "Percentile of operations", "Latency (milliseconds)", theme);
      var labelled = new LabelledChart(chart, theme);
      var styler = chart.getStyler();
      styler.setPlotGridLinesVisible(false);
      styler.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
      styler.setXAxisTickLabelsFormattingFunction(Chart::percentile);
      styler.setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
      styler.setYAxisTickLabelsFormattingFunction(Chart::oneTwoFive);
      var curves = new ArrayList<Curve>();
      for (var step : Step.values()) {
        var runs = measurements.loads(Measurements.SATURATED, step);
        if (runs.isEmpty()) continue;
        var median = Measurements.median(runs);
        runs.forEach(run -> curves.add(Curve.of(step, run, run == median)));
      }
      curves.removeIf(curve -> curve.shares().length == 0);
      var right = curves.stream().mapToDouble(curve -> curve.shares()[curve.last()]).max();
      var bottom = curves.stream().mapToDouble(curve -> curve.millis()[0]).min();
      var top = curves.stream().mapToDouble(curve -> curve.millis()[curve.last()]).max();
      var xMax = Math.max(100, right.orElse(100)) * 1.5;
      var yMin = roundDown(bottom.orElse(0.1));
      var yMax = roundUp(top.orElse(1));
      styler.setXAxisMin(LEAST).setXAxisMax(xMax).setYAxisMin(yMin).setYAxisMax(yMax);

      for (double decade = 1e-3; decade <= yMax; decade *= 10) {
        for (var digit : List.of(1, 2, 5)) {
          var y = decade * digit;
          if (y >= yMin * 0.999 && y <= yMax * 1.001) gridLine(chart, theme, LEAST, y, xMax, y);
        }
      }
      for (var x : List.of(2, 10, 100, 1000, 10_000)) {
        if (x < xMax) gridLine(chart, theme, x, yMin, x, yMax);
      }
      // The median runs last, on top of the others.
      for (var median : List.of(false, true)) {
        for (var curve : curves) {
          if (curve.median() != median) continue;
          var color = curve.step().color(theme.isDark());
          var name = curve.step().label() + " " + curve.started();
          var line = chart.addSeries(name, curve.shares(), curve.millis());
          line.setMarker(SeriesMarkers.NONE);
          line.setLineStyle(median ? ChartTheme.LINE : ChartTheme.THIN_LINE);
          line.setLineColor(median ? color : translucent(color));
          if (median) labelled.addLine(curve.step().label(), color, ChartTheme.LINE);
        }
      }
      return labelled;
    }
  },

  /** The server's CPU time per operation: what a design costs, whatever else the machine does. */
  CPU(
      "cpu",
      "Server CPU time per operation, user and system, with all connections busy. Bars: median of"
          + " the runs; dots: the single runs.") {
    @Override
    boolean hasData(Measurements measurements) {
      return Arrays.stream(Step.values())
          .flatMap(step -> measurements.loads(Measurements.SATURATED, step).stream())
          .anyMatch(run -> run.serverUse().cpuMicros() > 0);
    }

    @Override
    LabelledChart draw(Measurements measurements, ChartTheme theme) {
      return bars(
          "CPU per operation (µs)",
          theme,
          "%.1f",
          step ->
              measurements.loads(Measurements.SATURATED, step).stream()
                  .map(run -> run.serverUse().cpuMicros())
                  .filter(micros -> micros > 0)
                  .toList());
    }
  },

  /** Updates that were acknowledged and lost, counted by the race check. */
  LOST_UPDATES("lost-updates", "INCRs that the server acknowledged and then lost, by step.") {
    @Override
    boolean hasData(Measurements measurements) {
      return Arrays.stream(Step.values()).anyMatch(step -> measurements.race(step).isPresent());
    }

    @Override
    LabelledChart draw(Measurements measurements, ChartTheme theme) {
      return bars(
          "Lost updates",
          theme,
          "%,.0f",
          step ->
              measurements
                  .race(step)
                  .flatMap(race -> check(race, "updates"))
                  .map(check -> List.of((double) check.lost()))
                  .orElse(List.of()));
    }
  };

  /** All charts are drawn this wide, in pixels, and fit a page of 700. */
  static final int WIDTH = 700;

  /** The latency chart begins at 25 %: the luckiest replies would take half of its height. */
  private static final double LEAST = 4.0 / 3;

  /** The latency chart ends at 99.99 %: beyond, single stalls decide. */
  private static final double MOST_NINES = 10_000;

  private final String id;
  private final String caption;

  Chart(String id, String caption) {
    this.id = id;
    this.caption = caption;
  }

  /** The name of its files and in the lessons: {@code chart::latency[]}. */
  public String id() {
    return id;
  }

  /** What it shows, in a sentence or two, without the machine. */
  public String caption() {
    return caption;
  }

  /** Whether there is anything to draw. */
  abstract boolean hasData(Measurements measurements);

  /** Draws what there is; only when it {@linkplain #hasData has data}. */
  abstract LabelledChart draw(Measurements measurements, ChartTheme theme);

  static Optional<RaceResult.Check> check(RaceResult race, String name) {
    return race.checks().stream().filter(check -> check.name().equals(name)).findFirst();
  }

  private static boolean anyRuns(Measurements measurements, String experiment) {
    return Arrays.stream(Step.values())
        .anyMatch(step -> !measurements.loads(experiment, step).isEmpty());
  }

  /** One run's latency by percentile, ready to draw. */
  private record Curve(
      Step step, String started, boolean median, double[] shares, double[] millis) {

    static Curve of(Step step, LoadResult run, boolean median) {
      var points =
          run.latency().percentiles().stream()
              .filter(point -> point.percentile() < 100 && point.micros() > 0)
              .filter(point -> share(point) >= LEAST && share(point) <= MOST_NINES * 1.001)
              .toList();
      var shares = points.stream().mapToDouble(Chart::share).toArray();
      var millis = points.stream().mapToDouble(point -> point.micros() / 1000).toArray();
      return new Curve(step, run.started(), median, shares, millis);
    }

    int last() {
      return shares.length - 1;
    }
  }

  private static void gridLine(
      XYChart chart, ChartTheme theme, double x1, double y1, double x2, double y2) {
    var name = "grid " + x1 + " " + y1;
    var line = chart.addSeries(name, new double[] {x1, x2}, new double[] {y1, y2});
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(theme.getPlotGridLinesColor());
    line.setLineStyle(ChartTheme.THIN_LINE);
  }

  private static XYChart chart(int height, String xTitle, String yTitle, ChartTheme theme) {
    var chart = new XYChart(WIDTH, height, theme);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    var styler = chart.getStyler();
    styler.setPlotContentSize(0.995);
    styler.setLocale(Locale.ROOT);
    styler.setYAxisTickLabelsFormattingFunction(Chart::plain);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setYAxisTickMarkSpacingHint(64);
    styler.setXAxisTickLabelsFormattingFunction(Chart::plain);
    return chart;
  }

  /** One bar per step: the median of its values, the number above it, single values as dots. */
  private static LabelledChart bars(
      String yTitle, ChartTheme theme, String format, Function<Step, List<Double>> valuesOf) {
    var chart = chart(380, "", yTitle, theme);
    var labelled = new LabelledChart(chart, theme);
    var styler = chart.getStyler();
    styler.setXAxisMin(0.4).setXAxisMax(Step.values().length + 0.6);
    styler.setXAxisTicksVisible(false);
    styler.setMarkerSize(7);
    var highest = 0.0;
    for (var step : Step.values()) {
      var values = valuesOf.apply(step).stream().sorted().toList();
      if (values.isEmpty()) continue;
      var center = step.ordinal() + 1.0;
      var median = values.get(values.size() / 2);
      var top = values.getLast();
      highest = Math.max(highest, top);
      labelled.addBarLabel(step.label(), center);
      var bar = bar(chart, step.label(), center, median);
      bar.setFillColor(step.color(theme.isDark()));
      if (values.size() > 1) {
        var dots =
            chart.addSeries(
                step.label() + " runs",
                values.stream().mapToDouble(value -> center).toArray(),
                values.stream().mapToDouble(value -> value).toArray());
        dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        dots.setMarker(SeriesMarkers.CIRCLE);
        dots.setMarkerColor(theme.getChartFontColor());
      }
    }
    var scale = highest == 0 ? 1 : highest * 1.12;
    styler.setYAxisMin(0.0).setYAxisMax(scale);
    for (var step : Step.values()) {
      var values = valuesOf.apply(step).stream().sorted().toList();
      if (values.isEmpty()) continue;
      var text = String.format(Locale.ROOT, format, values.get(values.size() / 2));
      var height = values.getLast() + scale * 0.05;
      chart.addAnnotation(new AnnotationText(text, step.ordinal() + 1.0, height, false));
    }
    return labelled;
  }

  private static XYSeries bar(XYChart chart, String name, double center, double height) {
    var left = center - 0.32;
    var right = center + 0.32;
    var bar =
        chart.addSeries(
            name, new double[] {left, left, right, right}, new double[] {0, height, height, 0});
    bar.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    bar.setMarker(SeriesMarkers.NONE);
    bar.setLineStyle(SeriesLines.NONE);
    return bar;
  }

  /** 1/(1−p): 10 at the 90th percentile, 100 at the 99th. */
  private static double share(LoadResult.Point point) {
    return 100 / (100 - point.percentile());
  }

  private static String percentile(double share) {
    if (Math.abs(share - 2) < 0.01) return "50 %";
    var nines = Math.log10(share);
    if (nines < 0.99 || Math.abs(nines - Math.round(nines)) > 0.001) return " ";
    return switch ((int) Math.round(nines)) {
      case 1 -> "90 %";
      case 2 -> "99 %";
      default -> "99." + "9".repeat((int) Math.round(nines) - 2) + " %";
    };
  }

  /** A label at 1, 2, 5, 10, 20, 50 …: enough for a log axis, and never two on one another. */
  private static String oneTwoFive(double value) {
    var digit = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    var labelled = List.of(1, 2, 5).contains((int) Math.round(digit));
    return labelled && Math.abs(digit - Math.round(digit)) < 0.01 ? plain(value) : " ";
  }

  private static String plain(double value) {
    if (value >= 1_000) return String.format(Locale.ROOT, "%,.0f", value);
    var text = String.format(Locale.ROOT, "%.3f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  private static double roundDown(double value) {
    var decade = Math.pow(10, Math.floor(Math.log10(value)));
    var digit = value / decade;
    return decade * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
  }

  private static double roundUp(double value) {
    var decade = Math.pow(10, Math.floor(Math.log10(value)));
    var digit = value / decade;
    return decade * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 140);
  }
}
