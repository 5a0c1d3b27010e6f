package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Finds in finished pages what AsciiDoc lets through: links and pictures that lead nowhere. */
final class PageCheck {
  private final Path output;
  private final Map<String, Document> pages = new HashMap<>();

  /**
   * @param output the folder of the pages
   */
  PageCheck(Path output) {
    this.output = output;
  }

  /** One message for each thing that is wrong with the page of this lesson. */
  List<String> problems(Lesson lesson) throws IOException {
    var name = lesson.name() + ".html";
    var problems = new ArrayList<String>();
    for (var attribute : List.of("href", "src", "srcset")) {
      for (var reference : page(name).select("[" + attribute + "]").eachAttr(attribute)) {
        if (reference.matches("(https?|data|mailto):.*")) continue;
        var parts = reference.split("#", 2);
        var file = parts[0].isEmpty() ? name : parts[0];
        if (!Files.exists(output.resolve(file))) {
          var mention = file.replaceFirst("\\.html$", "");
          problems.add(lesson.problem(mention, "there is no " + file + " to show or to link to"));
        } else if (parts.length > 1 && page(file).getElementById(parts[1]) == null) {
          problems.add(lesson.problem(parts[1], "there is no place " + parts[1] + " in " + file));
        }
      }
    }
    return problems;
  }

  private Document page(String file) throws IOException {
    var page = pages.get(file);
    if (page == null) {
      page = Jsoup.parse(output.resolve(file));
      pages.put(file, page);
    }
    return page;
  }
}
