package toyredis.report.terminal;

import java.util.List;
import java.util.stream.Collectors;
import toyredis.report.chart.Chart;
import toyredis.report.chart.LoadCharts;
import toyredis.report.chart.StoreTimeChart;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;

/**
 * Charts in characters, for a terminal: the same as a page has.
 *
 * @param columns the terminal's width, 60 or more
 * @param rows the height of a chart, 16 or more; one of bars has a row for each of them instead
 * @param unicode whether the terminal shows more than ASCII
 * @param color whether it shows 256 colours
 */
public record TerminalCharts(int columns, int rows, boolean unicode, boolean color) {

  /** 24 rows high, as every terminal is. */
  public static TerminalCharts ofTerminal(int columns, boolean unicode, boolean color) {
    return new TerminalCharts(columns, 24, unicode, color);
  }

  /**
   * Every chart that the results have data for, one below the other; empty if there are none. Each
   * ends with a line break.
   *
   * @param swept what differs between the runs of one server
   */
  public String of(List<LoadResult> results, SweptParameter swept) {
    return LoadCharts.of(results, swept).stream().map(this::of).collect(Collectors.joining("\n"));
  }

  /**
   * Time in the store, of each server that was profiled.
   *
   * @param profiles one or more
   */
  public String ofProfiles(List<ProfileResult> profiles) {
    return of(StoreTimeChart.of(profiles));
  }

  String of(Chart chart) {
    return new ChartText(chart, columns, rows, unicode).text(color);
  }
}
