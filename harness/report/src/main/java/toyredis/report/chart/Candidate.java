package toyredis.report.chart;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import toyredis.results.LoadResult;

/**
 * One of the servers that are compared.
 *
 * @param label what charts call it: {@code "2 mutex"}, with its variant and kind of thread where
 *     another candidate differs only in these
 * @param look how it is drawn
 * @param runs its results, in the order in which they were run
 */
public record Candidate(String label, Look look, List<LoadResult> runs) {
  /** The candidates among the results: the steps in their order, then other servers. */
  public static List<Candidate> of(List<LoadResult> results) {
    var runs =
        results.stream()
            .filter(run -> !run.server().doesNothing())
            .sorted(Comparator.comparing(LoadResult::started))
            .toList();
    return Nameplate.of(runs.stream().map(LoadResult::server).toList()).stream()
        .map(
            plate ->
                new Candidate(plate.label(), plate.look(), runs)
                    .with(run -> plate.isOf(run.server())))
        .toList();
  }

  /** The same candidate with some of its runs. */
  Candidate with(Predicate<LoadResult> chosen) {
    return new Candidate(label, look, runs.stream().filter(chosen).toList());
  }

  /** The runs of the null server. */
  static List<LoadResult> nullServer(List<LoadResult> results) {
    return results.stream().filter(run -> run.server().doesNothing()).toList();
  }
}
