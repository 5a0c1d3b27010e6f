package toyredis.report.book;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** What the search within the book looks through: the text of every section. */
final class SearchIndex {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A section, or what stands before the first one.
   *
   * @param page {@code "step1"}
   * @param title the page's
   * @param anchor where the section begins; empty for the page's beginning
   * @param section its heading; empty for the page's beginning
   */
  public record Entry(String page, String title, String anchor, String section, String text) {}

  /**
   * @param body the rendered lesson
   */
  void add(String page, String title, Element body) {
    var text = new StringBuilder();
    var anchor = "";
    var section = "";
    for (var block : body.select("h2, h3, p, pre, td, th, dt, .title, summary")) {
      if (block.is("h2, h3")) {
        entries.add(new Entry(page, title, anchor, section, text.toString().strip()));
        text.setLength(0);
        anchor = block.id();
        section = block.text();
      } else if (block.parents().stream().noneMatch(parent -> parent.is("td, th"))) {
        text.append(block.text()).append('\n');
      }
    }
    entries.add(new Entry(page, title, anchor, section, text.toString().strip()));
  }

  /** A script that holds the index, so that it is there without a web server too. */
  String script() throws IOException {
    return "window.toyRedisSearch=" + JSON.std.asString(entries) + ";\n";
  }
}
