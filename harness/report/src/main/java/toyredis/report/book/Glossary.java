package toyredis.report.book;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import toyredis.report.BookException;

/**
 * The terms of {@code glossary.adoc}, each written {@code [[data-race]]data race:: …} there, and
 * {@code term:data-race[]} or {@code term:data-race[data races]} where the prose first uses it.
 */
record Glossary(List<Term> terms) {
  static final String PAGE = "glossary";

  private static final Pattern ENTRY = Pattern.compile("\\[\\[([\\w-]+)]](.+?)::( .*)?");
  private static final Pattern MENTION = Pattern.compile("\\bterm:([\\w-]+)\\[([^]]*)]");
  private static final Pattern CODE =
      Pattern.compile("`[^`]*`|\\{[^}]*}|\\bhttps?://\\S+|\\w+:[^\\s\\[]+\\[");

  /**
   * @param id its anchor
   * @param text as it is written in a sentence
   */
  record Term(String id, String text) {
    /** Finds it in a sentence, in the plural too. */
    private Pattern use() {
      var words = Pattern.quote(text).replace(" ", "\\E\\s+\\Q");
      return Pattern.compile("\\b" + words + "(?:e?s)?\\b", Pattern.CASE_INSENSITIVE);
    }
  }

  static Glossary of(List<Lesson> lessons) {
    var terms = new ArrayList<Term>();
    for (var lesson : lessons) {
      if (!lesson.name().equals(PAGE)) continue;
      for (var line : lesson.lines()) {
        var entry = ENTRY.matcher(line);
        if (entry.matches()) terms.add(new Term(entry.group(1), entry.group(2).strip()));
      }
    }
    return new Glossary(List.copyOf(terms));
  }

  /** The line with links in place of {@code term:}. */
  String link(String line) throws BookException {
    var unknown = new ArrayList<String>();
    var linked =
        MENTION
            .matcher(line)
            .replaceAll(
                mention -> {
                  var term = term(mention.group(1));
                  if (term.isEmpty()) unknown.add(mention.group(1));
                  var shown = mention.group(2);
                  if (shown.isEmpty()) shown = term.map(Term::text).orElse("");
                  return "xref:" + PAGE + ".adoc#" + mention.group(1) + "[" + shown + "]";
                });
    if (unknown.isEmpty()) return linked;
    throw new BookException(
        "there is no term " + unknown.getFirst() + " in docs/lessons/" + PAGE + ".adoc");
  }

  private Optional<Term> term(String id) {
    return terms.stream().filter(term -> term.id.equals(id)).findFirst();
  }

  /**
   * Finds the terms whose first use in the book is no link.
   *
   * @param lessons in the book's order; the glossary and what stands behind it is looked up, not
   *     read
   */
  List<String> unlinkedFirstUses(List<Lesson> lessons) {
    var problems = new ArrayList<String>();
    // the longest first: who writes "read-write lock" does not use the word "lock"
    var open = new ArrayList<>(terms);
    open.sort(comparing(term -> -term.text.length()));
    for (var lesson : lessons) {
      if (lesson.name().equals(PAGE)) break;
      for (var line : Prose.of(lesson)) {
        var rest = line.text();
        for (var mention : MENTION.matcher(rest).results().toList()) {
          open.removeIf(term -> term.id.equals(mention.group(1)));
        }
        rest = CODE.matcher(MENTION.matcher(rest).replaceAll("|")).replaceAll("|");
        for (var term : terms.stream().sorted(comparing(t -> -t.text.length())).toList()) {
          var use = term.use().matcher(rest);
          if (!use.find()) continue;
          rest = use.replaceAll("|");
          if (!open.remove(term)) continue;
          problems.add(
              lesson.problem(
                  line.source(),
                  "the book's first \""
                      + term.text
                      + "\" is no link: write term:"
                      + term.id
                      + "[]"));
        }
      }
    }
    return problems;
  }
}
