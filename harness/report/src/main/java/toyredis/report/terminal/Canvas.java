package toyredis.report.terminal;

import java.util.Arrays;

/**
 * A page of characters. Lines are drawn with Braille patterns, eight dots in a character, or with
 * full stops where there are only ASCII characters; letters stand above lines.
 */
final class Canvas {
  /** How many dots a character is wide and high. */
  static final int DOTS_ACROSS = 2;

  static final int DOTS_DOWN = 4;

  /** The colour of the terminal itself. */
  static final int PLAIN = -1;

  private static final int[][] BRAILLE = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int columns;
  private final int rows;
  private final boolean unicode;
  private final char[][] letters;
  private final int[][] dots;
  private final boolean[][] shaded;
  private final int[][] colors;

  Canvas(int columns, int rows, boolean unicode) {
    this.columns = columns;
    this.rows = rows;
    this.unicode = unicode;
    letters = new char[rows][columns];
    dots = new int[rows][columns];
    shaded = new boolean[rows][columns];
    colors = new int[rows][columns];
    for (int row = 0; row < rows; row++) Arrays.fill(colors[row], PLAIN);
  }

  /** Writes from this place on; what is beyond the page's edge is left out. */
  void write(int row, int column, String text, int color) {
    for (int i = 0; i < text.length(); i++) put(row, column + i, text.charAt(i), color);
  }

  void put(int row, int column, char letter, int color) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) return;
    letters[row][column] = Character.isISOControl(letter) ? '?' : letter;
    colors[row][column] = color;
  }

  /** Shades a place, where nothing else comes to stand. */
  void shade(int row, int column, int color) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) return;
    shaded[row][column] = true;
    colors[row][column] = color;
  }

  /** The letter there; 0 where there is none, or none on the page. */
  char letter(int row, int column) {
    return row < 0 || row >= rows || column < 0 || column >= columns ? 0 : letters[row][column];
  }

  /** Sets a dot; counted from the upper left, in dots. Under a letter it is not seen. */
  void dot(int x, int y, int color) {
    if (x < 0 || y < 0 || x >= columns * DOTS_ACROSS || y >= rows * DOTS_DOWN) return;
    var row = y / DOTS_DOWN;
    var column = x / DOTS_ACROSS;
    dots[row][column] |= BRAILLE[y % DOTS_DOWN][x % DOTS_ACROSS];
    if (letters[row][column] == 0) colors[row][column] = color;
  }

  /**
   * The page's lines, without spaces at their ends.
   *
   * @param color whether colours may be used
   */
  String text(boolean color) {
    var text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      var line = new StringBuilder();
      var current = PLAIN;
      for (int column = 0; column <= last(row); column++) {
        var wanted = color ? colors[row][column] : PLAIN;
        if (wanted != current)
          line.append(wanted == PLAIN ? "\033[0m" : "\033[38;5;" + wanted + "m");
        current = wanted;
        line.append(character(row, column));
      }
      if (current != PLAIN) line.append("\033[0m");
      text.append(line).append('\n');
    }
    return text.toString().stripTrailing() + "\n";
  }

  private int last(int row) {
    var last = columns - 1;
    while (last >= 0 && character(row, last) == ' ') last--;
    return last;
  }

  private char character(int row, int column) {
    var letter = letters[row][column];
    if (letter != 0) return unicode ? letter : ascii(letter);
    if (dots[row][column] != 0) return unicode ? (char) (0x2800 + dots[row][column]) : '.';
    if (shaded[row][column]) return unicode ? '░' : ':';
    return ' ';
  }

  private static char ascii(char letter) {
    return switch (letter) {
      case 'µ' -> 'u';
      case '–', '─' -> '-';
      case '│', '┊' -> '|';
      case '┤', '├', '┬', '└' -> '+';
      case '█', '▉', '▊', '▋', '▌', '▍', '▎', '▏' -> '#';
      case '▒' -> '=';
      case '●' -> 'o';
      default -> letter < 128 ? letter : '?';
    };
  }
}
