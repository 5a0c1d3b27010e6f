package toyredis.report.book;

import static java.util.Comparator.comparing;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What changed between two excerpts of Java code: the fewest lines taken away and added, and which
 * words of them. A line whose code is the same and whose comment is not counts as the same line, so
 * that a comment does not hide a change.
 *
 * @param lines of both, in order
 */
record LineDiff(List<Line> lines) {
  private static final Pattern WORD = Pattern.compile("\\w+|\\s+|[^\\w\\s]");
  private static final Pattern COMMENT_BEHIND = Pattern.compile("(.*\\S)\\s*//[^\"]*");

  /** What became of a line. */
  enum Kind {
    SAME("  "),
    REMOVED("- "),
    ADDED("+ ");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  /**
   * @param changed the parts of it that are new or gone; none if the whole line is
   */
  record Line(Kind kind, String text, List<Range> changed) {}

  /** From the first character to the one behind the last. */
  record Range(int from, int to) {}

  static LineDiff of(List<String> before, List<String> after) {
    var lines = new ArrayList<Line>();
    for (var delta : DiffUtils.diff(codes(before), codes(after), true).getDeltas()) {
      var was = delta.getSource();
      var is = delta.getTarget();
      var old = before.subList(was.getPosition(), was.getPosition() + was.size());
      var young = after.subList(is.getPosition(), is.getPosition() + is.size());
      if (delta.getType() == DeltaType.EQUAL) {
        for (int i = 0; i < old.size(); i++) {
          lines.add(new Line(Kind.SAME, young.get(i), changed(young.get(i), old.get(i))));
        }
      } else {
        for (var line : old) lines.add(new Line(Kind.REMOVED, line, changedBeside(line, young)));
        for (var line : young) lines.add(new Line(Kind.ADDED, line, changedBeside(line, old)));
      }
    }
    return new LineDiff(List.copyOf(lines));
  }

  /** The lines as they are in the files. */
  List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }

  /** The lines behind {@code "- "}, {@code "+ "} or two spaces. */
  List<String> signed() {
    return lines.stream().map(line -> line.kind.sign + line.text).toList();
  }

  /** The lines without a comment behind their code. A line that is all comment stays. */
  private static List<String> codes(List<String> lines) {
    return lines.stream()
        .map(line -> COMMENT_BEHIND.matcher(line))
        .map(match -> match.replaceFirst("$1"))
        .toList();
  }

  /** What of a line is not in the most similar of others; nothing if none is half the same. */
  private static List<Range> changedBeside(String line, List<String> others) {
    return others.stream()
        .map(other -> changed(line, other))
        .min(comparing(LineDiff::length))
        .filter(changed -> 2 * length(changed) <= line.strip().length())
        .orElse(List.of());
  }

  /** The parts of a line that another one has not. */
  private static List<Range> changed(String line, String other) {
    var words = words(line);
    var changed = new ArrayList<Range>();
    for (var delta : DiffUtils.diff(words(other), words).getDeltas()) {
      var part = delta.getTarget();
      if (part.size() == 0) continue;
      var from = String.join("", words.subList(0, part.getPosition())).length();
      var to = from + String.join("", part.getLines()).length();
      if (!changed.isEmpty() && line.substring(changed.getLast().to, from).isBlank()) {
        from = changed.removeLast().from; // words that follow one another are one mark
      }
      changed.add(new Range(from, to));
    }
    return List.copyOf(changed);
  }

  private static int length(List<Range> ranges) {
    return ranges.stream().mapToInt(range -> range.to - range.from).sum();
  }

  private static List<String> words(String line) {
    return WORD.matcher(line).results().map(match -> match.group()).toList();
  }
}
