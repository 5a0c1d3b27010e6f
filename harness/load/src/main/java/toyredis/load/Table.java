package toyredis.load;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in characters, its columns as wide as they must be. When it is too wide for the terminal,
 * the columns of the highest rank are left out first; then words go to a line of their own.
 */
public final class Table {
  /** So many columns that everything fits: what is not written on a terminal. */
  public static final int WIDE = Integer.MAX_VALUE;

  private static final int NARROWEST = 12;

  /**
   * @param at its place among all
   * @param words words stand at the left of their column, figures at the right
   * @param rank 0 is never left out
   */
  private record Column(int at, String title, boolean words, int rank) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of words. */
  public Table words(String title) {
    columns.add(new Column(columns.size(), title, true, 0));
    return this;
  }

  /** Adds a column of figures, which may be left out if its rank is above 0. */
  public Table figure(String title, int rank) {
    columns.add(new Column(columns.size(), title, false, rank));
    return this;
  }

  /** Adds a row. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, each with a line break. */
  public String text(int width) {
    var shown = new ArrayList<>(columns);
    int[] widths = widths(shown);
    var leftOut = new ArrayList<String>();
    while (sum(widths) > width && shown.stream().anyMatch(c -> c.rank > 0)) {
      var least = shown.stream().max(comparingInt(Column::rank)).orElseThrow();
      shown.remove(least);
      leftOut.add(least.title);
      widths = widths(shown);
    }
    for (int widest; sum(widths) > width && (widest = widestWords(shown, widths)) >= 0; ) {
      widths[widest]--;
    }
    var text = new StringBuilder();
    write(text, shown, widths, columns.stream().map(Column::title).toList());
    for (var row : rows) write(text, shown, widths, row);
    if (!leftOut.isEmpty()) {
      text.append("(too narrow for: ").append(String.join(", ", leftOut)).append(")\n");
    }
    return text.toString();
  }

  private int[] widths(List<Column> shown) {
    return shown.stream()
        .mapToInt(
            column ->
                rows.stream()
                    .mapToInt(row -> row.get(column.at).length())
                    .reduce(column.title.length(), Math::max))
        .toArray();
  }

  /** With two spaces between columns. */
  private static int sum(int[] widths) {
    return Arrays.stream(widths).sum() + 2 * (widths.length - 1);
  }

  /** The column of words to make narrower; -1 when all are narrow. */
  private static int widestWords(List<Column> shown, int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean canShrink = shown.get(i).words && widths[i] > NARROWEST;
      if (canShrink && (widest < 0 || widths[i] >= widths[widest])) widest = i;
    }
    return widest;
  }

  private void write(StringBuilder text, List<Column> shown, int[] widths, List<String> row) {
    var cells = new ArrayList<List<String>>();
    for (int i = 0; i < widths.length; i++) {
      cells.add(Words.fold(row.get(shown.get(i).at), widths[i], 2));
    }
    int lines = cells.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < lines; line++) {
      var written = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        var cell = line < cells.get(i).size() ? cells.get(i).get(line) : "";
        var space = " ".repeat(Math.max(0, widths[i] - cell.length()));
        written.append(shown.get(i).words ? cell + space : space + cell).append("  ");
      }
      text.append(written.toString().stripTrailing()).append('\n');
    }
  }
}
