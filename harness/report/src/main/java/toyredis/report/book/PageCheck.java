package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Finds in a finished page what AsciiDoc lets through: dead links and misspelt macros. */
final class PageCheck {
  private static final Pattern UNKNOWN_MACRO = Pattern.compile("(\\w+::[^\\s\\[]*)\\[.*");

  private PageCheck() {}

  /**
   * @param lesson what the page was made from
   * @param output the folder of the pages
   * @param page the file in it
   * @return one message for each thing that is wrong
   */
  static List<String> check(Lesson lesson, Path output, String page) throws IOException {
    var html = Jsoup.parse(output.resolve(page));
    var problems = new ArrayList<String>();
    for (var paragraph : html.select("p")) {
      var macro = UNKNOWN_MACRO.matcher(paragraph.text());
      if (paragraph.childrenSize() > 0 || !macro.matches()) continue;
      problems.add(lesson.problem(macro.group(1) + "[", "there is no macro " + macro.group(1)));
    }
    for (var attribute : List.of("href", "src", "srcset")) {
      for (var reference : html.select("[" + attribute + "]").eachAttr(attribute)) {
        if (reference.matches("(https?|data|mailto):.*")) continue;
        var parts = reference.split("#", 2);
        var file = parts[0];
        var target = output.resolve(file.isEmpty() ? page : file);
        if (!Files.exists(target)) {
          var mention = file.replaceFirst("\\.html$", "");
          problems.add(lesson.problem(mention, "there is no " + file + " to show or to link to"));
        } else if (parts.length > 1 && Jsoup.parse(target).getElementById(parts[1]) == null) {
          problems.add(lesson.problem(parts[1], "there is no place " + parts[1] + " in " + file));
        }
      }
    }
    return problems;
  }
}
