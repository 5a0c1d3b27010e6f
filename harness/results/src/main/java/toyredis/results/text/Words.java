package toyredis.results.text;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of whole words. */
public final class Words {
  private Words() {}

  /**
   * A line as several, none longer than {@code columns} unless a single word is.
   *
   * @param indent how many spaces the second and the later ones begin with
   */
  public static List<String> fold(String line, int columns, int indent) {
    var lines = new ArrayList<String>();
    while (line.length() > columns) {
      int end = line.lastIndexOf(' ', columns);
      if (line.substring(0, Math.max(0, end)).isBlank()) end = line.indexOf(' ', columns);
      if (end < 0) break;
      lines.add(line.substring(0, end).stripTrailing());
      line = " ".repeat(indent) + line.substring(end).stripLeading();
    }
    lines.add(line);
    return lines;
  }
}
