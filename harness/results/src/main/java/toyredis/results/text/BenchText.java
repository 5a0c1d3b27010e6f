package toyredis.results.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import toyredis.results.BenchResult;
import toyredis.results.Digits;

/** What JMH measured, as tables: a row per store, a column per number of threads and read share. */
final class BenchText {
  private BenchText() {}

  static String of(BenchResult bench, int columns) {
    var text = new StringBuilder();
    text.append("==== The stores without the network ====\n");
    text.append("Time of one call, as the thread that calls sees it, ± its 99.9 % interval.\n");
    text.append("This is no server: there the network costs many times as much.\n");
    table(text, bench.scores(), columns);
    long vague = bench.scores().stream().filter(s -> s.errorNanos() > s.nanos() / 2).count();
    if (vague > 0) {
      text.append(
          Digits.in(
              "\n"
                  + "%d of %d intervals are wider than their mean and decide nothing: measure again"
                  + " when the machine has nothing else to do, or with --thorough.\n",
              vague, bench.scores().size()));
    }
    return text.toString().stripTrailing();
  }

  private static void table(StringBuilder text, List<BenchResult.Score> scores, int columns) {
    for (double share : distinct(scores.stream().map(BenchResult.Score::readShare).toList())) {
      text.append(Digits.in("\nGET or SET, %.0f %% GET, 10,000 keys, in ns\n", 100 * share));
      var ofShare = scores.stream().filter(s -> s.readShare() == share).toList();
      var threads = distinct(ofShare.stream().map(BenchResult.Score::threads).toList());
      var table = new Table().words("  store");
      for (int n : threads) {
        table.figure(n == 1 ? "1 thread" : n + " threads", n == 1 ? 0 : threads.indexOf(n));
      }
      for (var store : distinct(ofShare.stream().map(BenchResult.Score::store).toList())) {
        var cells = new ArrayList<>(List.of("  " + store));
        for (int n : threads) {
          cells.add(cell(ofShare, s -> s.store().equals(store) && s.threads() == n));
        }
        table.row(cells.toArray(String[]::new));
      }
      text.append(table.text(columns));
    }
  }

  private static String cell(List<BenchResult.Score> scores, Predicate<BenchResult.Score> which) {
    var text = "-";
    for (var score : scores) {
      if (!which.test(score)) continue;
      text = Digits.of(score.nanos()) + " ± " + Digits.of(score.errorNanos());
    }
    return text;
  }

  private static <T> List<T> distinct(List<T> values) {
    return List.copyOf(new LinkedHashSet<>(values));
  }
}
