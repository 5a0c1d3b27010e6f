package toyredis.report.book;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Questions and their answers: {@code [.predict#cpu]} and, later on the same page, {@code
 * [.answer#cpu-answer%collapsible]}.
 */
final class Predictions {
  private static final Pattern BLOCK =
      Pattern.compile("\\[[^]]*\\.(predict|answer)\\b[^]#]*(?:#([\\w-]+))?[^]]*]\\s*");
  private static final String ANSWER = "-answer";

  private Predictions() {}

  /** What is asked and not answered, answered and not asked, or shown and not asked. */
  static List<String> check(Lesson lesson) {
    var problems = new ArrayList<String>();
    var asked = new LinkedHashMap<String, Integer>();
    var answered = new ArrayList<String>();
    var verbatim = new Verbatim();
    for (int i = 0; i < lesson.lines().size(); i++) {
      var text = lesson.lines().get(i);
      var line = i + 1;
      if (verbatim.next(text)) continue;
      MacroCall.of(text)
          .flatMap(call -> call.option("predict"))
          .filter(id -> !asked.containsKey(id))
          .ifPresent(id -> problems.add(lesson.problem(line, "no prediction " + id + " before")));
      var block = BLOCK.matcher(text);
      if (!block.matches()) continue;
      var isAnswer = block.group(1).equals("answer");
      var id = block.group(2);
      if (id == null) {
        problems.add(
            lesson.problem(
                line, "this " + block.group(1) + " block needs a name: [.predict#name]"));
      } else if (!isAnswer) {
        if (asked.put(id, line) != null) {
          problems.add(lesson.problem(line, "there are two predictions " + id));
        }
      } else if (!id.endsWith(ANSWER) || !asked.containsKey(question(id))) {
        problems.add(
            lesson.problem(line, "no prediction before this answer: it would be " + question(id)));
      } else if (answered.contains(id)) {
        problems.add(lesson.problem(line, "there are two answers " + id));
      } else {
        answered.add(id);
      }
    }
    asked.forEach(
        (id, line) -> {
          if (answered.contains(id + ANSWER)) return;
          var answer = "[.answer#" + id + ANSWER + "%collapsible]";
          problems.add(lesson.problem(line, "no answer to this prediction; it begins " + answer));
        });
    return problems;
  }

  private static String question(String id) {
    return id.endsWith(ANSWER) ? id.substring(0, id.length() - ANSWER.length()) : id;
  }
}
