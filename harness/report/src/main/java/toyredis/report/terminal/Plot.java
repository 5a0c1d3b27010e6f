package toyredis.report.terminal;

import java.util.List;
import java.util.stream.Collectors;
import toyredis.report.book.CompareReport;
import toyredis.report.chart.Graph;
import toyredis.report.chart.LoadGraphs;
import toyredis.report.chart.StoreTimeGraph;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;

/**
 * Charts in characters, for a terminal: the same as {@link CompareReport} draws.
 *
 * @param columns the terminal's width, 60 or more
 * @param rows the height of a chart, 16 or more; one of bars has a row for each of them instead
 * @param unicode whether the terminal shows more than ASCII
 * @param color whether it shows 256 colours
 */
public record Plot(int columns, int rows, boolean unicode, boolean color) {

  /** 24 rows high, as every terminal is. */
  public static Plot ofTerminal(int columns, boolean unicode, boolean color) {
    return new Plot(columns, 24, unicode, color);
  }

  /**
   * Every chart that the results have data for, one below the other; empty if there are none. Each
   * ends with a line break.
   *
   * @param swept what differs between the runs of one candidate
   */
  public String of(List<LoadResult> results, SweptParameter swept) {
    return LoadGraphs.of(results, swept).stream().map(this::of).collect(Collectors.joining("\n"));
  }

  /**
   * Time in the store, of each server that was profiled.
   *
   * @param profiles one or more
   */
  public String ofProfiles(List<ProfileResult> profiles) {
    return of(StoreTimeGraph.of(profiles));
  }

  String of(Graph graph) {
    return new TextDrawing(graph, columns, rows, unicode).text(color);
  }
}
