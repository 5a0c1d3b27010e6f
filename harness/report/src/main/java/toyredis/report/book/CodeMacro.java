package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;

/**
 * {@code code::step2-mutex/src/main/java/…/MutexStore.java[tag=lock]}: code from the steps, below
 * its file and lines, which {@code include::} cannot tell.
 *
 * @param root the project's, where the paths begin
 */
record CodeMacro(Path root) implements Macro {
  /** The role of listings that came from a file. */
  static final String FROM_SOURCE = "from-source";

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    var path = call.allow("tag").target();
    var excerpt = SourceExcerpt.read(root, path, call.option("tag").orElse(""));
    var language = path.substring(path.lastIndexOf('.') + 1);
    return listing(
        excerpt.place(), "[source." + FROM_SOURCE + "," + language + "]", excerpt.lines());
  }

  /** A listing below its title, which is the path of a file and therefore no markup. */
  static List<String> listing(String title, String style, List<String> code) {
    var lines = new ArrayList<String>();
    lines.add(".pass:c[" + title + "]");
    lines.add(style);
    lines.add(LISTING);
    lines.addAll(code);
    lines.add(LISTING);
    return lines;
  }
}
