package toyredis.report.book;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import toyredis.report.BookException;

/** Something that lessons can write beyond AsciiDoc, and that turns into lines of it. */
@FunctionalInterface
interface Macro {
  /** Longer than any line that ends a block which somebody else wrote. */
  String LISTING = "-".repeat(17);

  /** The same around an example, which is how AsciiDoc writes what folds. */
  String FOLDED = "=".repeat(9);

  /**
   * Carries out a call.
   *
   * @throws BookException if that cannot be done; the message need not name the place
   */
  List<String> expand(MacroCall call) throws BookException, IOException;

  /** The complaint about a name that nobody knows. */
  static BookException unknown(String kind, String name, Stream<String> known) {
    return new BookException(
        "there is no " + kind + " " + name + "; known: " + known.collect(Collectors.joining(", ")));
  }

  /** Text that is to be shown as it is, whatever AsciiDoc would make of its signs. */
  static String literal(String text) {
    var risky = text.matches(".*([*_`#^~{}\\[\\]<>+|\\\\]|\\.\\.\\.|--|->|::|\\([CR]\\)).*");
    return risky ? "pass:c[" + text.replace("]", "\\]") + "]" : text;
  }
}
