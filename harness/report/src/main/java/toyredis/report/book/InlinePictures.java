package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Puts drawings into the page itself, so that their words can be selected and found, and follow the
 * page's colours.
 */
final class InlinePictures {
  private InlinePictures() {}

  /**
   * @param folder of the page
   */
  static void apply(Element page, Path folder) throws IOException {
    var number = 0;
    for (var image : page.select("img[src$=.svg]")) {
      var file = folder.resolve(image.attr("src"));
      if (!Files.exists(file)) continue;
      var drawing = Jsoup.parse(Files.readString(file), "", Parser.xmlParser()).selectFirst("svg");
      if (drawing == null) continue;
      makeNamesUnique(drawing, "picture" + ++number + "-");
      drawing.attr("role", "img").attr("aria-label", image.attr("alt"));
      image.replaceWith(drawing);
    }
  }

  /** Two drawings in one page must not mean each other's parts. */
  private static void makeNamesUnique(Element drawing, String prefix) {
    for (var element : drawing.select("*")) {
      for (var attribute : element.attributes()) {
        var value = attribute.getValue();
        if (attribute.getKey().equals("id")) attribute.setValue(prefix + value);
        if (attribute.getKey().endsWith("href") && value.startsWith("#")) {
          attribute.setValue("#" + prefix + value.substring(1));
        }
        if (value.contains("url(#")) {
          attribute.setValue(value.replace("url(#", "url(#" + prefix));
        }
      }
    }
  }
}
