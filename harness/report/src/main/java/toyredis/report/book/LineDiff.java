package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;

/** What changed between two excerpts, line by line: the fewest lines taken away and added. */
final class LineDiff {
  private LineDiff() {}

  /**
   * The lines of both in order, each behind {@code "- "} if only {@code before} has it, {@code "+
   * "} if only {@code after} has it, and two spaces if both do.
   */
  static List<String> of(List<String> before, List<String> after) {
    // common[i][j]: the length of the longest common subsequence of what follows i and j
    var common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var lines = new ArrayList<String>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add("  " + before.get(i++));
        j++;
      } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("- " + before.get(i++));
      } else {
        lines.add("+ " + after.get(j++));
      }
    }
    return lines;
  }
}
