package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a finished page what AsciiDoc lets through: dead links and misspelt macros. */
final class PageCheck {
  private static final Pattern REFERENCE =
      Pattern.compile("\\s(?:href|src|srcset)=\"([^\"#]*)(?:#([^\"]*))?\"");
  private static final Pattern UNKNOWN_MACRO =
      Pattern.compile("<p>(\\w+::[^\\s<\\[]*)\\[[^<]*</p>");

  private PageCheck() {}

  /**
   * @param lesson what the page was made from
   * @param output the folder of the pages
   * @param page the file in it
   * @return one message for each thing that is wrong
   */
  static List<String> check(Lesson lesson, Path output, String page) throws IOException {
    var html = Files.readString(output.resolve(page));
    var problems = new ArrayList<String>();
    var macros = UNKNOWN_MACRO.matcher(html);
    while (macros.find()) {
      problems.add(lesson.problem(macros.group(1) + "[", "there is no macro " + macros.group(1)));
    }
    var references = REFERENCE.matcher(html);
    while (references.find()) {
      var file = references.group(1);
      var anchor = references.group(2);
      if (file.matches("(https?|data|mailto):.*")) continue;
      var target = output.resolve(file.isEmpty() ? page : file);
      if (!Files.exists(target)) {
        var mention = file.replaceFirst("\\.html$", "");
        problems.add(lesson.problem(mention, "there is no " + file + " to show or to link to"));
      } else if (anchor != null && !Files.readString(target).contains("id=\"" + anchor + "\"")) {
        problems.add(lesson.problem(anchor, "there is no place " + anchor + " in " + file));
      }
    }
    return problems;
  }
}
