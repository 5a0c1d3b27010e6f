package toyredis.report.chart;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import toyredis.results.LoadResult;

/**
 * One of the servers that are compared.
 *
 * @param label what charts call it: {@code "2 mutex"}, with its variant and kind of thread where
 *     another server differs only in these
 * @param look how it is drawn
 * @param runs its results, in the order in which they were run
 */
public record ServerRuns(String label, Look look, List<LoadResult> runs) {
  /** The servers among the results: the steps in their order, then other servers. */
  public static List<ServerRuns> of(List<LoadResult> results) {
    var runs =
        results.stream()
            .filter(run -> !run.server().doesNothing())
            .sorted(Comparator.comparing(LoadResult::started))
            .toList();
    return ServerLabel.of(runs.stream().map(LoadResult::server).toList()).stream()
        .map(
            label ->
                new ServerRuns(label.text(), label.look(), runs)
                    .with(run -> label.isOf(run.server())))
        .toList();
  }

  /** As it is typed, {@code "step4/batch"}; it has one run or more. */
  String typed() {
    return runs.getFirst().server().typed();
  }

  /** In a sentence. */
  String words() {
    return Finding.words(runs.getFirst().server());
  }

  /** The same server with some of its runs. */
  ServerRuns with(Predicate<LoadResult> chosen) {
    return new ServerRuns(label, look, runs.stream().filter(chosen).toList());
  }

  /** The runs of the null server. */
  static List<LoadResult> nullServer(List<LoadResult> results) {
    return results.stream().filter(run -> run.server().doesNothing()).toList();
  }
}
