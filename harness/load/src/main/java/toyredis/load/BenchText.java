package toyredis.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What JMH measured, as tables: a row per store, a column per number of threads and read share. */
final class BenchText {
  private static final List<String> BENCHMARKS =
      List.of("getOrSet", "getBesideKeys", "keysBesideGet");

  private BenchText() {}

  static String of(BenchResult bench) {
    var text = new StringBuilder();
    text.append("==== The stores without the network ====\n");
    text.append("Time of one call, as the thread that calls sees it, ± its 99.9 % interval.\n");
    text.append("This is no server: there the network costs many times as much.\n");
    for (var benchmark : BENCHMARKS) {
      var scores = bench.scores().stream().filter(s -> s.benchmark().equals(benchmark)).toList();
      if (!scores.isEmpty()) table(text, benchmark, scores);
    }
    return text.toString().stripTrailing();
  }

  private static void table(StringBuilder text, String benchmark, List<BenchResult.Score> scores) {
    boolean slow = benchmark.equals("keysBesideGet");
    var shares = distinct(scores.stream().map(BenchResult.Score::readShare).toList());
    for (double share : shares) {
      text.append('\n').append(title(benchmark, share, slow)).append('\n');
      var ofShare = scores.stream().filter(s -> s.readShare() == share).toList();
      var threads = distinct(ofShare.stream().map(BenchResult.Score::threads).toList());
      text.append(String.format(Locale.ROOT, "  %-16s", "store"));
      for (int n : threads) {
        text.append(String.format(Locale.ROOT, "%20s", n == 1 ? "1 thread" : n + " threads"));
      }
      text.append('\n');
      for (var store : distinct(ofShare.stream().map(BenchResult.Score::store).toList())) {
        text.append(String.format(Locale.ROOT, "  %-16s", store));
        for (int n : threads) {
          text.append(
              cell(ofShare, s -> s.store().equals(store) && s.threads() == n, slow ? 1e3 : 1));
        }
        text.append('\n');
      }
    }
  }

  private static String title(String benchmark, double share, boolean micros) {
    var unit = micros ? ", in µs" : ", in ns";
    return switch (benchmark) {
      case "getOrSet" ->
          String.format(Locale.ROOT, "GET or SET, %.0f %% GET, 10,000 keys", 100 * share) + unit;
      case "getBesideKeys" -> "GET while one of the threads asks for all 10,000 keys" + unit;
      default -> "KEYS over 10,000 keys, beside those GETs" + unit;
    };
  }

  private static String cell(
      List<BenchResult.Score> scores, Predicate<BenchResult.Score> which, double unit) {
    return scores.stream()
        .filter(which)
        .findFirst()
        .map(
            s ->
                String.format(
                    Locale.ROOT, "%,.0f ± %,.0f", s.nanos() / unit, s.errorNanos() / unit))
        .map(cell -> String.format("%20s", cell))
        .orElse(String.format("%20s", "-"));
  }

  private static <T> List<T> distinct(List<T> values) {
    return List.copyOf(new LinkedHashSet<>(values));
  }
}
