package toyredis.report.book;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import org.jsoup.nodes.Element;
import toyredis.report.Html;
import toyredis.report.chart.Look;
import toyredis.report.draw.ChartTheme;
import toyredis.results.Digits;
import toyredis.results.Step;

/**
 * A rendered lesson and the site around it: where the reader is, what else there is, what comes
 * next. What a reader can do with it is in {@code book.js}; without scripts it can still be read.
 *
 * @param name without {@code .html}
 * @param title of the page; HTML, as are navTitle and promise
 * @param navTitle the title in the list of lessons
 * @param promise one sentence below the title; may be empty
 * @param description one sentence for search engines and previews, plain text; may be empty
 * @param minutes to read it and run its commands, without the exercises; 0 if unknown
 * @param source what it was made from, relative to the project's root
 * @param body the lesson
 * @param origin where the figures come from, in words
 * @param machine where they were measured
 * @param when and on which day
 */
record Page(
    String name,
    String title,
    String navTitle,
    String promise,
    String description,
    int minutes,
    String source,
    Element body,
    String origin,
    String machine,
    String when) {

  /** Where the repository shows its files, ending in a slash; empty while that is not known. */
  private static final String REPOSITORY = "";

  /** The whole page, with links to the others. */
  String html(List<Page> all) {
    var lesson = lesson();
    return
"""
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%1$s – toy-redis</title>
%2$s<link rel="icon" href="theme/icon.svg" type="image/svg+xml">
<script>
try { document.documentElement.dataset.theme = localStorage.getItem("toy-redis:theme") ?? "system"; } catch { }
</script>
<link rel="stylesheet" href="theme/book.css">
<style>
:root { %3$s --page: var(--%4$s, var(--link)); }
%16$s</style>
<script src="theme/book.js" defer></script>
</head>
<body data-page="%4$s">
<a class="skip" href="#content">Skip to the lesson</a>
<header class="site">
<button class="menu" type="button" popovertarget="contents">Contents</button>
<a class="brand" href="index.html"><b>toy-redis</b> <span>one map, five servers</span></a>
<p class="place">%5$s</p>
<div class="tools"></div>
</header>
<div class="columns">
<nav id="contents" popover aria-label="Contents">
%6$s
</nav>
<main id="content" tabindex="-1">
<h1>%7$s</h1>
%8$s<p class="facts">%9$sFigures on this page: <strong>%10$s</strong>, measured on %11$s, %12$s.</p>
%13$s
<nav class="turn" aria-label="Next and previous page">%14$s</nav>
</main>
</div>
<footer class="site">
<p>Made from %15$s.</p>
</footer>
</body>
</html>
"""
        .formatted(
            plain(title),
            description.isEmpty()
                ? ""
                : "<meta name=\"description\" content=\"" + Html.escape(description) + "\">\n",
            colors(),
            name,
            place(all),
            contents(all, lesson),
            title,
            promise.isEmpty() ? "" : "<p class=\"promise\">" + promise + "</p>\n",
            minutes > 1 ? "About " + Digits.whole(minutes) + " minutes, exercises apart. " : "",
            Html.escape(origin),
            Html.escape(machine),
            Html.escape(when),
            lesson.html(),
            turn(all),
            sourceLink(),
            ChartTheme.css());
  }

  /** The lesson with what AsciiDoc leaves out: names for its anchors, tables that can scroll. */
  private Element lesson() {
    var lesson = body.clone();
    for (var anchor : lesson.select("a.anchor")) {
      anchor.attr("aria-label", "Link to this section: " + anchor.parent().text());
    }
    for (var table : lesson.select("table.tableblock")) {
      table.wrap("<div class=\"scrolls\"></div>");
    }
    return lesson;
  }

  /** The pages' groups in their order; a group of one page has no heading. */
  private static String group(Page page) {
    return switch (page.name) {
      case "step1", "step2", "step3" -> "Steps 1–3";
      case "step4", "step5" -> "Steps 4–5";
      case "glossary", "protocol", "method", "reading", "lab" -> "Appendices";
      default -> "";
    };
  }

  private String place(List<Page> all) {
    var group = group(this);
    var page = "<span class=\"page\">" + navTitle + "</span>";
    return group.isEmpty() || all.size() == 1
        ? page
        : "<span class=\"group\">" + group + "</span> " + page;
  }

  /** All pages, and the sections of this one below its own title. */
  private String contents(List<Page> all, Element lesson) {
    var html = new StringBuilder("<ol>");
    var last = "";
    for (var page : all) {
      var group = group(page);
      if (!group.isEmpty() && !group.equals(last)) {
        html.append("<li class=\"group\">").append(group).append("</li>\n");
      }
      last = group;
      html.append(entry(page, lesson)).append('\n');
    }
    return html.append("</ol>").toString();
  }

  private String entry(Page page, Element lesson) {
    var here = page.name.equals(name);
    return "<li%s style=\"--page: var(--%s, var(--link))\"><a href=\"%s.html\"%s>%s</a>%s</li>"
        .formatted(
            group(page).isEmpty() ? "" : " class=\"grouped\"",
            page.name,
            page.name,
            here ? " aria-current=\"page\"" : "",
            page.navTitle,
            here ? sections(lesson) : "");
  }

  private static String sections(Element lesson) {
    var headings = lesson.select("h2[id], h3[id]:not(.discrete)");
    if (headings.isEmpty()) return "";
    return headings.stream()
        .map(
            heading ->
                "<li class=\"%s\"><a href=\"#%s\">%s</a></li>"
                    .formatted(heading.tagName(), heading.id(), Html.escape(heading.text())))
        .collect(joining("\n", "\n<ol class=\"sections\" aria-label=\"On this page\">\n", "</ol>"));
  }

  private String turn(List<Page> all) {
    var here = all.indexOf(this);
    var previous = here > 0 ? link("prev", "Previous", all.get(here - 1)) : "";
    var next =
        here < all.size() - 1
            ? link("next", "Next", all.get(here + 1))
            : link("next", "That was the last page. Back to", all.getFirst());
    return previous + next;
  }

  private static String link(String direction, String word, Page page) {
    return "<a rel=\"%s\" href=\"%s.html\"><small>%s</small> %s</a>"
        .formatted(direction, page.name, word, page.title);
  }

  private String sourceLink() {
    var file = "<code>" + Html.escape(source) + "</code>";
    return REPOSITORY.isEmpty()
        ? file
        : "<a href=\"" + REPOSITORY + Html.escape(source) + "\">" + file + "</a>";
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", "");
  }

  private static String colors() {
    return Arrays.stream(Step.values())
        .map(
            step ->
                "--%s: light-dark(#%06x, #%06x);"
                    .formatted(step.id(), rgb(step, false), rgb(step, true)))
        .collect(joining(" "));
  }

  private static int rgb(Step step, boolean dark) {
    return Look.of(step).color(dark).getRGB() & 0xFFFFFF;
  }
}
