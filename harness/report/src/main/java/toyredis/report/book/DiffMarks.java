package toyredis.report.book;

import java.util.ArrayList;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Shows in a coloured listing of a page what a {@link LineDiff} found: lines are {@code span}s of
 * the class {@code removed}, {@code added} or, where only the comment is another, {@code reworded};
 * changed words are marked.
 */
final class DiffMarks {
  private DiffMarks() {}

  /** A character of the listing, and the class that gave it its colour. */
  private record Letter(String text, String color) {}

  /** Marks every listing of the page whose id is among the differences. */
  static void apply(Element page, Map<String, LineDiff> differences) {
    differences.forEach(
        (id, difference) -> {
          var listing = page.getElementById(id);
          if (listing != null) mark(listing.selectFirst("code"), difference);
        });
  }

  private static void mark(Element code, LineDiff difference) {
    var letters = letters(code);
    code.empty();
    var at = 0;
    for (var line : difference.lines()) {
      var parent = code;
      var name = role(line);
      if (!name.isEmpty()) parent = code.appendElement("span").addClass(name);
      for (int i = 0; i < line.text().length(); i++) {
        append(parent, letters.get(at++), changed(line, i));
      }
      code.appendText("\n");
      at++;
    }
  }

  private static String role(LineDiff.Line line) {
    return switch (line.kind()) {
      case REMOVED -> "removed";
      case ADDED -> "added";
      case SAME -> line.changed().isEmpty() ? "" : "reworded";
    };
  }

  private static ArrayList<Letter> letters(Element code) {
    var letters = new ArrayList<Letter>();
    code.traverse(
        (NodeVisitor)
            (node, depth) -> {
              if (!(node instanceof TextNode text)) return;
              var parent = text.parent();
              var color = parent == code ? "" : parent.className();
              for (var letter : text.getWholeText().split("")) {
                letters.add(new Letter(letter, color));
              }
            });
    return letters;
  }

  private static boolean changed(LineDiff.Line line, int letter) {
    return line.changed().stream().anyMatch(range -> range.from() <= letter && letter < range.to());
  }

  /** Continues what was written last if it has the same looks. */
  private static void append(Element parent, Letter letter, boolean changed) {
    var inside = parent;
    if (changed) {
      var last = parent.lastChild();
      inside =
          last instanceof Element mark && mark.tagName().equals("mark")
              ? mark
              : parent.appendElement("mark");
    }
    if (!letter.color.isEmpty()) {
      var last = inside.lastChild();
      inside =
          last instanceof Element span && span.className().equals(letter.color)
              ? span
              : inside.appendElement("span").addClass(letter.color);
    }
    if (inside.lastChild() instanceof TextNode text) {
      text.text(text.getWholeText() + letter.text);
    } else {
      inside.appendChild(new TextNode(letter.text));
    }
  }
}
