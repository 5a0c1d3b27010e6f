package toyredis.lab.exercise;

import java.util.ArrayList;

/** AsciiDoc as a terminal shows it: without its signs, code indented. */
public final class AsText {
  private AsText() {}

  /** Paragraphs are one line each. */
  public static String of(String asciidoc) {
    var lines = new ArrayList<String>();
    var paragraph = new StringBuilder();
    var code = false;
    for (var line : asciidoc.lines().toList()) {
      if (line.matches("-{4,}|\\.{4,}")) {
        end(paragraph, lines);
        code = !code;
      } else if (code) {
        lines.add(("    " + line).stripTrailing());
      } else if (line.isBlank()) {
        end(paragraph, lines);
        if (!lines.isEmpty() && !lines.getLast().isEmpty()) lines.add("");
      } else if (line.matches("\\[[^\\]]*]|\\+")) {
        end(paragraph, lines);
      } else if (line.matches("(\\*|\\.|-) .*")) {
        end(paragraph, lines);
        paragraph.append(line);
      } else {
        if (!paragraph.isEmpty()) paragraph.append(' ');
        paragraph.append(line.strip());
      }
    }
    end(paragraph, lines);
    while (!lines.isEmpty() && lines.getFirst().isEmpty()) lines.removeFirst();
    return String.join("\n", lines).stripTrailing(); // code keeps its margin
  }

  private static void end(StringBuilder paragraph, ArrayList<String> lines) {
    if (paragraph.isEmpty()) return;
    lines.add(
        paragraph
            .toString()
            .replaceAll("`\\+(.*?)\\+`", "$1")
            .replaceAll("`([^`]*)`", "$1")
            .replaceAll("\\^(\\w+)\\^", "^$1")
            .replaceAll("(?<!\\w)\\*([^*\\s][^*]*)\\*(?!\\w)", "$1")
            .replaceAll("(?:xref|link):[^\\s\\[]*\\[([^\\]]*)]", "$1")
            .replaceAll("term:([\\w-]+)\\[]", "$1")
            .replaceAll("term:[\\w-]+\\[([^\\]]+)]", "$1")
            .replaceAll("(?<![\\w])_([^_]+)_(?![\\w])", "$1"));
    paragraph.setLength(0);
  }
}
