package toyredis.report.book;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.List;
import java.util.stream.Stream;

/** What changed between two excerpts, line by line: the fewest lines taken away and added. */
final class LineDiff {
  private LineDiff() {}

  /**
   * The lines of both in order, each behind {@code "- "} if only {@code before} has it, {@code "+
   * "} if only {@code after} has it, and two spaces if both do.
   */
  static List<String> of(List<String> before, List<String> after) {
    return DiffUtils.diff(before, after, true).getDeltas().stream()
        .flatMap(
            delta -> {
              var was = delta.getSource().getLines();
              return delta.getType() == DeltaType.EQUAL
                  ? marked("  ", was)
                  : Stream.concat(marked("- ", was), marked("+ ", delta.getTarget().getLines()));
            })
        .toList();
  }

  private static Stream<String> marked(String mark, List<String> lines) {
    return lines.stream().map(line -> mark + line);
  }
}
