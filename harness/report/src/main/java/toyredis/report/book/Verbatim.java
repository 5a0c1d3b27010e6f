package toyredis.report.book;

import java.util.regex.Pattern;

/** Keeps track of the blocks whose lines mean nothing to AsciiDoc, from line to line. */
final class Verbatim {
  private static final Pattern FENCE =
      Pattern.compile("-{4,}|\\.{4,}|\\+{4,}|/{4,}|```(\\w+(,\\w+)*)?");

  private String end;

  /** Whether this line belongs to such a block, as do the lines that begin and end it. */
  boolean next(String line) {
    var text = line.stripTrailing();
    if (end != null) {
      if (text.equals(end)) end = null;
      return true;
    }
    if (!FENCE.matcher(text).matches()) return false;
    end = text.startsWith("```") ? "```" : text;
    return true;
  }
}
