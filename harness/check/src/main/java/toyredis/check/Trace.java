package toyredis.check;

import java.util.ArrayList;
import java.util.List;

/** Who did which line when: a column for each actor, 80 characters wide with the indent. */
final class Trace {
  static final int WIDTH = 76;
  private static final int MOST_ROWS = 60;

  private Trace() {}

  static List<String> of(List<Actor> actors, List<Actor.Row> rows) {
    var width = WIDTH / actors.size();
    var lines = new ArrayList<String>();
    lines.add(row(width, actors.stream().map(actor -> "    " + actor.role()).toList()));
    var shown = new ArrayList<Actor.Row>();
    Actor.Row last = null;
    for (var row : rows) {
      if (!row.equals(last) && row.line() > 0) shown.add(row);
      last = row;
    }
    var left = Math.max(0, shown.size() - MOST_ROWS);
    if (left > 0) lines.add("  … " + left + " lines before");
    for (var row : shown.subList(left, shown.size())) {
      var cells = new ArrayList<String>();
      for (var actor : actors) {
        cells.add(
            actor != row.actor()
                ? ""
                : "%3d %s".formatted(row.line(), Sources.line(row.file(), row.line())));
      }
      lines.add(row(width, cells));
    }
    return lines;
  }

  static String row(int width, List<String> cells) {
    var line = new StringBuilder();
    for (var cell : cells) {
      var text = cell.length() < width ? cell : cell.substring(0, width - 2) + "…";
      line.append(text).repeat(' ', width - text.length());
    }
    return line.toString().stripTrailing();
  }
}
