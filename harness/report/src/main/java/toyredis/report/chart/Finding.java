package toyredis.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.MedianInterval;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/** What a chart shows, in a sentence that is true whichever way the runs fall. */
final class Finding {
  private Finding() {}

  /**
   * How two servers compare, block by block: those in focus, or the last two.
   *
   * @param servers one or more
   * @param ratio with a place for the server, for the ratio and for the baseline
   * @param single with a place for the server and for its figure, where there is but one
   */
  static String ofPair(
      List<ServerRuns> servers,
      Selection selection,
      ToDoubleFunction<LoadResult> figure,
      String ratio,
      String single) {
    var inFocus =
        servers.stream().filter(server -> selection.focus().contains(server.typed())).toList();
    var pair = inFocus.size() > 1 ? inFocus : servers;
    var server = inFocus.size() == 1 ? inFocus.getFirst() : pair.getLast();
    var baseline = pair.size() == 1 ? null : pair.get(pair.size() - 2);
    if (inFocus.size() > 1) baseline = inFocus.getFirst();
    if (server == baseline || baseline == null) {
      return upper(Digits.in(single, server.words(), Digits.of(median(server, figure))));
    }
    var runs = Stream.of(server, baseline).flatMap(each -> each.runs().stream()).toList();
    var ratios =
        Comparison.ofExperiment(runs, baseline.typed()).pairs(server.typed()).stream()
            .mapToDouble(run -> run.ratio(figure))
            .filter(Double::isFinite)
            .toArray();
    if (ratios.length == 0) {
      return upper(Digits.in(single, server.words(), Digits.of(median(server, figure))));
    }
    var interval = MedianInterval.of(Arrays.stream(ratios));
    var sentence = Digits.in(ratio, server.words(), Digits.of(interval.median()), baseline.words());
    return upper(sentence) + (interval.excludes(1, 1) ? "" : "; the runs do not tell them apart");
  }

  static double median(ServerRuns server, ToDoubleFunction<LoadResult> figure) {
    return MedianInterval.of(server.runs().stream().mapToDouble(figure)).median();
  }

  /** A server in a sentence: {@code "step 3 (concurrent-map)"}. */
  static String words(ServerInfo server) {
    var words = Step.of(server.name()).map(step -> "step " + step.number()).orElse(server.name());
    var typed = server.typed();
    var slash = typed.indexOf('/');
    return slash < 0 ? words : words + " (" + typed.substring(slash + 1).replace("/", ", ") + ")";
  }

  static String upper(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
