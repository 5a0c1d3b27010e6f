package toyredis.report.claim;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import toyredis.report.Measurements;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.Result;

/** Decides by a server's figure divided by another one's, block by block. */
final class RatioJudge extends IntervalJudge {
  /** Runs that began further apart met different weather on the machine. */
  private static final Duration SAME_BLOCK = Duration.ofMinutes(15);

  private final Figure figure;
  private final Source source;
  private final Source baseline;
  private final boolean onlyBound;

  /** Two runs of one block with as many connections. */
  private record Pair(LoadResult run, LoadResult baseline) {
    boolean isOfOneBlock() {
      var begun = Instant.parse(run.started());
      var apart = Duration.between(begun, Instant.parse(baseline.started())).abs();
      return apart.compareTo(SAME_BLOCK) <= 0;
    }

    boolean isBoundByPauses() {
      return Math.min(shareOfCeiling(run), shareOfCeiling(baseline)) >= CLOSE_TO_CEILING;
    }
  }

  /**
   * @param onlyBound whether only those runs are compared that come close to their load's ceiling
   */
  private RatioJudge(
      Figure figure, Source source, Source baseline, boolean onlyBound, Range range) {
    super(List.of(source, baseline), range);
    this.figure = figure;
    this.source = source;
    this.baseline = baseline;
    this.onlyBound = onlyBound;
  }

  /** In the same experiment. */
  static RatioJudge of(
      Figure figure, String experiment, String server, String baseline, Range range) {
    return new RatioJudge(
        figure, new Source(experiment, server), new Source(experiment, baseline), false, range);
  }

  /** With all connections busy. */
  static RatioJudge saturated(Figure figure, String server, String baseline, Range range) {
    return of(figure, Result.SATURATED, server, baseline, range);
  }

  /** One server in two experiments. */
  static RatioJudge across(
      Figure figure, String server, String experiment, String baseline, Range range) {
    return new RatioJudge(
        figure, new Source(experiment, server), new Source(baseline, server), false, range);
  }

  /** Throughput where the clients' pauses are the limit of both. */
  static RatioJudge bound(String experiment, String server, String baseline, Range range) {
    return new RatioJudge(
        Figure.THROUGHPUT,
        new Source(experiment, server),
        new Source(experiment, baseline),
        true,
        range);
  }

  @Override
  public String rule() {
    return rule(
            "the blocks' ratios (%s, %s divided by %s%s)"
                .formatted(
                    figure.words(),
                    name(source),
                    name(baseline),
                    onlyBound ? ", where both reach 90 % of their ceiling" : ""))
        + "; two runs that began more than "
        + SAME_BLOCK.toMinutes()
        + " minutes apart are no block";
  }

  /** With its experiment where there are two. */
  private String name(Source of) {
    return source.experiment().equals(baseline.experiment())
        ? of.server()
        : of.server() + " " + of.experiment();
  }

  @Override
  Evidence evidence(Measurements measurements) {
    var pairs = pairs(measurements);
    var together = pairs.stream().filter(Pair::isOfOneBlock).toList();
    var chosen = together.stream().filter(pair -> !onlyBound || pair.isBoundByPauses()).toList();
    var apart = pairs.size() - together.size();
    var unbound =
        together.stream()
            .filter(pair -> !chosen.contains(pair))
            .map(pair -> "N = " + Digits.whole(pair.run().load().connections()))
            .distinct()
            .collect(joining(", "));
    var note =
        Stream.of(
                apart == 0 ? "" : apart + " left out, whose runs began too many minutes apart",
                unbound.isEmpty() ? "" : "not bound by think time: " + unbound)
            .filter(text -> !text.isEmpty())
            .collect(joining("; "));
    return new Evidence(
        name(source) + " / " + name(baseline),
        "block",
        chosen.stream().map(pair -> figure.of(pair.run()) / figure.of(pair.baseline())).toList(),
        note);
  }

  /** The seed tells the block. */
  private List<Pair> pairs(Measurements measurements) {
    var pairs = new ArrayList<Pair>();
    for (var run : source.runs(measurements)) {
      baseline.runs(measurements).stream()
          .filter(base -> base.load().seed() == run.load().seed())
          .filter(base -> base.load().connections() == run.load().connections())
          .forEach(base -> pairs.add(new Pair(run, base)));
    }
    return pairs;
  }
}
