package toyredis.report;

import java.util.List;

/** The middle of some figures; of an even number of them the mean of the middle two. */
final class Median {
  private Median() {}

  /** Not of none. */
  static double of(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
