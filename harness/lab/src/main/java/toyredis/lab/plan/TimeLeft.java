package toyredis.lab.plan;

import java.util.List;

/** How long several runs still take: the estimates, corrected by how the first ones went. */
final class TimeLeft {
  private final List<Double> estimates;
  private final long begin = System.nanoTime();

  /**
   * @param estimates seconds of each run, in their order
   */
  TimeLeft(List<Double> estimates) {
    this.estimates = estimates;
  }

  /** In minutes and seconds, {@code "3:07"}, when this many runs are done. */
  String after(int done) {
    double left = sum(estimates.subList(done, estimates.size()));
    if (done > 0) {
      double took = (System.nanoTime() - begin) / 1e9;
      left *= took / sum(estimates.subList(0, done));
    }
    long whole = Math.round(left);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }

  private static double sum(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }
}
