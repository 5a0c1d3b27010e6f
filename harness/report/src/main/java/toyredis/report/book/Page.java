package toyredis.report.book;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import toyredis.report.Html;
import toyredis.report.chart.Look;
import toyredis.results.Step;

/**
 * A rendered lesson.
 *
 * @param name without {@code .html}
 * @param title of the page; HTML, as are the other texts
 * @param navTitle the title in the list of lessons
 * @param promise one sentence below the title; may be empty
 * @param description one sentence for search engines; may be empty
 * @param minutes to read it and run its commands, without the exercises
 * @param sections the headings of the first level
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
    List<Heading> sections,
    String body,
    String origin,
    String machine,
    String when) {

  /** A heading and the anchor that leads to it. */
  record Heading(String id, String title) {}

  /** The whole page, with links to the others. */
  String html(List<Page> all) {
    return
"""
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%1$s – toy-redis</title>
<link rel="stylesheet" href="theme/book.css">
<style>
:root { %2$s }
@media screen and (prefers-color-scheme: dark) { :root { %3$s } }
:root { --page: var(--%4$s, var(--link)); }
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the lesson</a>
<header class="site">
<a class="brand" href="index.html">toy-redis <span>one map, five servers</span></a>
<nav aria-label="Lessons"><ol>
%5$s
</ol></nav>
</header>
<div class="columns">
<nav class="sections" aria-label="On this page"><p>On this page</p><ol>
%6$s
</ol></nav>
<main id="content">
<h1>%7$s</h1>
%8$s<p class="source">Figures on this page: <strong>%9$s</strong>, measured on %10$s, %11$s.</p>
%12$s
<nav class="turn" aria-label="Next and previous lesson">%13$s</nav>
</main>
</div>
</body>
</html>
"""
        .formatted(
            title.replaceAll("<[^>]*>", ""),
            colors(false),
            colors(true),
            name,
            all.stream().map(this::navigation).collect(joining("\n")),
            sections.stream()
                .map(s -> "<li><a href=\"#" + s.id() + "\">" + s.title() + "</a></li>")
                .collect(joining("\n")),
            title,
            promise.isEmpty() ? "" : "<p class=\"promise\">" + promise + "</p>\n",
            Html.escape(origin),
            Html.escape(machine),
            Html.escape(when),
            body,
            turn(all));
  }

  private String navigation(Page page) {
    var current = page.name.equals(name) ? " aria-current=\"page\"" : "";
    return "<li style=\"--page: var(--%s, var(--link))\"><a href=\"%s.html\"%s>%s</a></li>"
        .formatted(page.name, page.name, current, page.navTitle);
  }

  private String turn(List<Page> all) {
    var here = all.indexOf(this);
    var previous = here > 0 ? link("prev", "←", all.get(here - 1)) : "<span></span>";
    var next = here < all.size() - 1 ? link("next", "→", all.get(here + 1)) : "<span></span>";
    return previous + next;
  }

  private static String link(String direction, String arrow, Page page) {
    var text = direction.equals("prev") ? arrow + " " + page.title : page.title + " " + arrow;
    return "<a rel=\"%s\" href=\"%s.html\">%s</a>".formatted(direction, page.name, text);
  }

  private static String colors(boolean dark) {
    return Arrays.stream(Step.values())
        .map(
            step ->
                "--%s: #%06x;".formatted(step.id(), Look.of(step).color(dark).getRGB() & 0xFFFFFF))
        .collect(joining(" "));
  }
}
