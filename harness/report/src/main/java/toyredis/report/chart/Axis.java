package toyredis.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import toyredis.results.Digits;

/**
 * An axis of a chart.
 *
 * @param title what it shows, with the unit; empty where the ticks say it
 * @param logarithmic equal factors are equally far apart
 * @param min its lower end, above 0 on a logarithmic axis
 * @param max its upper end
 * @param ticks the most important first: where two labels would touch, the later one is left out
 * @param grid whether a line goes through the plot at every tick
 */
public record Axis(
    String title, boolean logarithmic, double min, double max, List<Tick> ticks, boolean grid) {

  /**
   * @param at its value on the axis
   * @param label empty for a line of the grid alone
   */
  public record Tick(double at, String label) {}

  /** The latency axis begins at 25 %: the luckiest replies would take half of the picture. */
  static final double LEAST_SHARE = 4.0 / 3;

  /** It ends at 99.99 %: beyond, single stalls decide. */
  static final double GREATEST_SHARE = 10_000;

  /** Where a value lies between the ends, 0–1; outside of them below 0 or above 1. */
  public double position(double value) {
    return (scaled(value) - scaled(min)) / (scaled(max) - scaled(min));
  }

  /** The value that lies there. */
  public double at(double position) {
    var value = scaled(min) + position * (scaled(max) - scaled(min));
    return logarithmic ? Math.pow(10, value) : value;
  }

  private double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Upwards from 0 to a little more than the highest value. */
  static Axis upwards(String title, double highest) {
    return fromZero(title, highest, 8);
  }

  /** From 0 at the left to a little more than the highest value. */
  static Axis across(String title, double highest) {
    return fromZero(title, highest, 6);
  }

  private static Axis fromZero(String title, double highest, int mostSteps) {
    var max = highest > 0 ? highest * 1.08 : 1;
    var step = roundUp(max / mostSteps);
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i * step <= max; i++) ticks.add(new Tick(i * step, Digits.asNeeded(i * step)));
    return new Axis(title, false, 0, max, ticks, true);
  }

  /** Logarithmic, with ticks at 1, 2, 5, 10, 20, 50 …; both values must be above 0. */
  static Axis logarithmic(String title, double lowest, double highest) {
    // markers at the ends are seen whole
    var min = roundDown(lowest / 1.1);
    var max = roundUp(highest * 1.1);
    var ticks = new ArrayList<Tick>();
    for (var digits : List.of(List.of(1), List.of(2, 5))) {
      var decade = Math.pow(10, Math.floor(Math.log10(min)));
      for (; decade <= max * 1.001; decade *= 10) {
        for (int digit : digits) {
          var value = decade * digit;
          if (value >= min * 0.999 && value <= max * 1.001)
            ticks.add(new Tick(value, Digits.asNeeded(value)));
        }
      }
    }
    return new Axis(title, true, min, max, ticks, true);
  }

  /** Around 1, to the same factor on both sides; both values must be above 0. */
  static Axis ratios(String title, double lowest, double highest) {
    var most = Math.max(1.2, 1.08 * Math.max(highest, 1 / lowest));
    var ticks = new ArrayList<Tick>();
    ticks.add(new Tick(1, "1"));
    for (var factor : List.of(2.0, 10.0, 5.0, 100.0, 1.5, 1.25, 1.1)) {
      if (factor > most) continue;
      ticks.add(new Tick(factor, Digits.asNeeded(factor)));
      ticks.add(new Tick(1 / factor, Digits.of(1 / factor)));
    }
    return new Axis(title, true, 1 / most, most, ticks, true);
  }

  /** Upwards to a little above 100 %, from a little below the lowest. */
  static Axis shares(String title, double lowest, double highest) {
    var span = Math.max(5, 104 - lowest);
    var step = roundUp(span / 8);
    var min = Math.max(0, Math.floor((lowest - span / 20) / step) * step);
    var max = Math.max(100 + span / 10, highest + span / 20);
    var ticks = new ArrayList<Tick>();
    for (int i = 0; min + i * step <= max; i++) {
      ticks.add(new Tick(min + i * step, Digits.asNeeded(min + i * step) + " %"));
    }
    return new Axis(title, false, min, max, ticks, true);
  }

  /**
   * With a tick at each of the values, ascending; logarithmic when they span more than a decade.
   */
  static Axis through(String title, List<Double> values, DoubleFunction<String> label) {
    double first = values.getFirst();
    double last = values.getLast();
    var logarithmic = first > 0 && last / first > 10;
    var ticks = new ArrayList<Tick>();
    ticks.add(new Tick(first, label.apply(first)));
    if (last > first) ticks.add(new Tick(last, label.apply(last)));
    values.subList(1, Math.max(1, values.size() - 1)).stream()
        .map(value -> new Tick(value, label.apply(value)))
        .forEach(ticks::add);
    var span = last > first ? last - first : Math.max(1, first);
    var bare = new Axis(title, logarithmic, first, logarithmic ? last : first + span, ticks, false);
    return new Axis(title, logarithmic, bare.at(-0.09), bare.at(1.09), ticks, false);
  }

  /**
   * 1/(1−p) of percentiles p: 10 at the 90th, 100 at the 99th.
   *
   * @param last the greatest such share that is drawn
   */
  static Axis percentiles(String title, double last) {
    var max = Math.max(100, Math.min(last, GREATEST_SHARE)) * 1.5;
    var ticks = new ArrayList<Tick>();
    ticks.add(new Tick(2, "50 %"));
    ticks.add(new Tick(10, "90 %"));
    var nines = new StringBuilder("99");
    for (double share = 100; share <= max; share *= 10) {
      ticks.add(new Tick(share, nines + " %"));
      nines.append(nines.length() == 2 ? ".9" : "9");
    }
    return new Axis(title, true, LEAST_SHARE, max, ticks, true);
  }

  /** A row for each name, at 1, 2, 3 … from the top. */
  static Axis rows(List<String> names) {
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i < names.size(); i++) ticks.add(new Tick(-1 - i, names.get(i)));
    return new Axis("", false, -names.size() - 0.5, -0.5, ticks, false);
  }

  /** Seconds of a run, from its begin. */
  static Axis seconds(double last) {
    var upTo = across("Time since the run began (seconds)", last);
    return new Axis(upTo.title, false, 0, Math.max(1, last) * 1.03, upTo.ticks, false);
  }

  private static double roundDown(double value) {
    var decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    var digit = value / decade;
    return decade * (digit >= 4.999 ? 5 : digit >= 1.999 ? 2 : 1);
  }

  private static double roundUp(double value) {
    var decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    var digit = value / decade;
    return decade * (digit <= 1.001 ? 1 : digit <= 2.001 ? 2 : digit <= 5.001 ? 5 : 10);
  }
}
