package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import toyredis.report.BookException;

/**
 * A piece of a source file, between {@code tag::name[]} and {@code end::name[]}, with the place
 * where the reader finds it.
 *
 * @param path the file as the reader would type it, from the project's root
 * @param firstLine the file's line that {@code lines} begins with, from 1
 * @param lastLine the one that it ends with
 * @param lines the code, moved to the left margin, without the lines that hold tags and without
 *     blank lines around it
 */
record SourceExcerpt(String path, int firstLine, int lastLine, List<String> lines) {
  private static final Pattern TAG = Pattern.compile("\\b(tag|end)::(\\S+)\\[]");

  /**
   * Reads an excerpt.
   *
   * @param tag the tag's name; empty for the whole file
   * @throws BookException if there is no such file or no such tag in it
   */
  static SourceExcerpt read(Path root, String path, String tag) throws BookException, IOException {
    List<String> file;
    try {
      file = Files.readAllLines(root.resolve(path));
    } catch (NoSuchFileException missing) {
      throw new BookException("there is no file " + path);
    }
    var lines = new ArrayList<String>();
    var inside = tag.isEmpty();
    var seen = inside;
    var first = 0;
    var last = 0;
    for (int i = 0; i < file.size(); i++) {
      var directive = TAG.matcher(file.get(i));
      if (directive.find()) {
        if (directive.group(2).equals(tag)) {
          inside = directive.group(1).equals("tag");
          if (inside && seen) {
            throw new BookException("the tag " + tag + " begins twice in " + path);
          }
          seen = true;
        }
      } else if (inside) {
        if (file.get(i).isBlank() && lines.isEmpty()) continue;
        if (lines.isEmpty()) first = i + 1;
        lines.add(file.get(i));
        if (!file.get(i).isBlank()) last = i + 1;
      }
    }
    if (!seen) throw new BookException("there is no tag " + tag + " in " + path);
    if (inside && !tag.isEmpty()) throw new BookException("no end of tag " + tag + " in " + path);
    if (lines.isEmpty()) throw new BookException("nothing stands in tag " + tag + " of " + path);
    while (lines.getLast().isBlank()) lines.removeLast();
    return new SourceExcerpt(path, first, last, toLeftMargin(lines));
  }

  /** Where it is: {@code step2-mutex/…/MutexStore.java, lines 20–35}. */
  String place() {
    return firstLine == lastLine
        ? path + ", line " + firstLine
        : path + ", lines " + firstLine + "–" + lastLine;
  }

  private static List<String> toLeftMargin(List<String> lines) {
    return String.join("\n", lines).stripIndent().lines().toList();
  }
}
