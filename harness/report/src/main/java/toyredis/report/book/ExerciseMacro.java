package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;

/**
 * {@code exercise::2.1[]}: an {@link Exercise}, its task, its file, how it is checked, a hint that
 * opens on demand.
 *
 * @param root the project's
 */
record ExerciseMacro(Path root) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    call.allow();
    var id = call.target();
    var all = Exercise.all(root);
    var exercise =
        all.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Macro.unknown("exercise", id, all.stream().map(Exercise::id)));
    var task = exercise.task();
    var lines =
        new ArrayList<>(List.of("[.exercise%unbreakable#exercise-" + id.replace('.', '-') + "]"));
    lines.addAll(List.of(".Exercise " + id + ": " + task.title(), "****"));
    for (var paragraph : task.paragraphs()) lines.addAll(List.of(paragraph, ""));
    var file = root.relativize(exercise.starter()).toString().replace('\\', '/');
    lines.addAll(List.of("Change `+" + file + "+`, then check:", ""));
    lines.addAll(List.of("[.terminal]", ".Terminal 1", "----", "$ ./lab check " + id, "----", ""));
    lines.addAll(List.of("[.hint%collapsible]", ".Hint", FOLDED));
    exercise.hint().lines().forEach(lines::add);
    lines.addAll(List.of(FOLDED, "****"));
    return lines;
  }
}
