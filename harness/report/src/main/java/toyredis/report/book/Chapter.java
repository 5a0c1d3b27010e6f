package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lesson as a chapter of the printed book. Its headings are one level lower, its anchors do not
 * collide with those of other chapters, and what folds on a page (answers and hints) stands at its
 * end, where it does not spoil the question.
 */
final class Chapter {
  private static final Pattern HEADING = Pattern.compile("=+ .*");
  private static final Pattern ID = Pattern.compile("(\\[\\[|^\\[[^\\]#]*#)([\\w-]+)");
  private static final Pattern REFERENCE =
      Pattern.compile("xref:(?:([\\w-]+)\\.adoc)?(?:#([\\w-]+))?\\[|<<([\\w-]+)");
  private static final Pattern FOLDED =
      Pattern.compile("\\[\\.(answer|hint)\\b[^\\]]*%collapsible[^\\]]*]");
  private static final Pattern EXERCISE = Pattern.compile("\\.(Exercise [\\d.]+): .*");

  private final String name;
  private final List<Line> lines = new ArrayList<>();
  private final List<Line> atTheEnd = new ArrayList<>();

  private Chapter(String name) {
    this.name = name;
  }

  /** The chapter's lines; each keeps its place in the lesson. */
  static List<Line> of(ExpandedLesson lesson) {
    var chapter = new Chapter(lesson.lesson().name());
    chapter.read(lesson.lines());
    if (!chapter.atTheEnd.isEmpty()) {
      var source = lesson.lesson().lines().size();
      chapter.lines.addAll(
          List.of(new Line("", source), new Line("=== Answers and hints", source)));
      chapter.lines.addAll(chapter.atTheEnd);
    }
    return chapter.lines;
  }

  private void read(List<Line> all) {
    var verbatim = new Verbatim();
    var header = true;
    var exercise = "";
    var folded = ""; // the line that ends what folds, once it is known
    var folding = false;
    for (var line : all) {
      var text = line.text();
      var isVerbatim = verbatim.next(text);
      if (header) {
        header = !text.isBlank();
        addHeader(line);
        continue;
      }
      if (!isVerbatim) {
        var task = EXERCISE.matcher(text);
        if (task.matches()) exercise = task.group(1);
        if (FOLDED.matcher(text).matches()) {
          folding = true;
          atTheEnd.add(new Line("", line.source()));
        }
      }
      if (!folding) {
        lines.add(isVerbatim ? line : printed(line));
        continue;
      }
      if (text.matches("\\.Hint( \\d)?")) {
        line = new Line(text + " for " + exercise, line.source());
      }
      atTheEnd.add(isVerbatim ? line : printed(line));
      if (isVerbatim || !text.matches("={4,}")) continue;
      if (text.equals(folded)) {
        folding = false;
        folded = "";
      } else if (folded.isEmpty()) {
        folded = text;
      }
    }
  }

  /** Of a page's header the title stays, and the promise, as the first sentence. */
  private void addHeader(Line line) {
    var text = line.text();
    if (text.startsWith("= ")) {
      lines.add(new Line(":idprefix: " + name + "-", line.source()));
      lines.add(new Line("", line.source()));
      lines.add(new Line("[#" + name + "]", line.source()));
      lines.add(new Line("=" + text, line.source()));
      lines.add(new Line("", line.source()));
    } else if (text.startsWith(":promise: ")) {
      lines.add(new Line("[.lead]", line.source()));
      lines.add(new Line(text.substring(":promise: ".length()), line.source()));
    } else if (!text.startsWith(":")) {
      lines.add(line);
    }
  }

  private Line printed(Line line) {
    var text = line.text();
    if (HEADING.matcher(text).matches()) text = "=" + text;
    text = ID.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(name + "-") + "$2");
    text = REFERENCE.matcher(text).replaceAll(this::reference);
    return new Line(text, line.source());
  }

  private String reference(MatchResult match) {
    if (match.group(3) != null) return "<<" + name + "-" + match.group(3);
    var page = match.group(1) == null ? name : match.group(1);
    return "xref:" + page + (match.group(2) == null ? "" : "-" + match.group(2)) + "[";
  }
}
