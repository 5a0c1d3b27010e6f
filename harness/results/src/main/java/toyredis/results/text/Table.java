package toyredis.results.text;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in characters, its columns as wide as they must be. When it is too wide for the terminal,
 * words are folded; then the columns of the highest rank are left out.
 */
public final class Table {
  /** So many columns that everything fits: what is not written on a terminal. */
  public static final int WIDE = Integer.MAX_VALUE;

  /** Words are folded to so many columns before a figure is left out, and after it. */
  private static final int NARROW = 36;

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
    var leftOut = new ArrayList<String>();
    while (sum(widths(shown, width, NARROW)) > width) {
      var least = shown.stream().max(comparingInt(Column::rank)).orElseThrow();
      if (least.rank == 0) break;
      shown.remove(least);
      leftOut.add(least.title);
    }
    int[] widths = widths(shown, width, NARROWEST);
    var text = new StringBuilder();
    write(text, shown, widths, columns.stream().map(Column::title).toList());
    for (var row : rows) write(text, shown, widths, row);
    if (!leftOut.isEmpty()) {
      text.append("(too narrow for: ").append(String.join(", ", leftOut)).append(")\n");
    }
    return text.toString();
  }

  /** As wide as the cells; of words no wider than {@code narrow} where that is too wide. */
  private int[] widths(List<Column> shown, int width, int narrow) {
    int[] widths = new int[shown.size()];
    for (int i = 0; i < widths.length; i++) {
      int at = shown.get(i).at;
      int cells = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
      widths[i] = Math.max(shown.get(i).title.length(), cells);
    }
    for (int i; sum(widths) > width && (i = widestWords(shown, widths, narrow)) >= 0; ) widths[i]--;
    return widths;
  }

  /** With two spaces between columns. */
  private static int sum(int[] widths) {
    return Arrays.stream(widths).sum() + 2 * (widths.length - 1);
  }

  /** The column of words to make narrower; -1 when all are narrow. */
  private static int widestWords(List<Column> shown, int[] widths, int narrow) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean canShrink = shown.get(i).words && widths[i] > narrow;
      if (canShrink && (widest < 0 || widths[i] >= widths[widest])) widest = i;
    }
    return widest;
  }

  /** No word longer than a line. */
  private static String broken(String cell, int most) {
    return cell.replaceAll("(\\S{" + most + "})(?=\\S)", "$1 ");
  }

  private void write(StringBuilder text, List<Column> shown, int[] widths, List<String> row) {
    var cells = new ArrayList<List<String>>();
    for (int i = 0; i < widths.length; i++) {
      var cell = row.get(shown.get(i).at);
      boolean fits = cell.length() <= widths[i];
      cells.add(fits ? List.of(cell) : Words.fold(broken(cell, widths[i] - 2), widths[i], 2));
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
