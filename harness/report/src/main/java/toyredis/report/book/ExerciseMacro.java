package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;

/**
 * {@code exercise::2.1[]}: an {@link Exercise}, what it takes and teaches, its task, its file, how
 * it is checked, and hints that open one by one.
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
    var about = exercise.about();
    var lines =
        new ArrayList<>(List.of("[.exercise%unbreakable#exercise-" + id.replace('.', '-') + "]"));
    lines.addAll(List.of(".Exercise " + id + ": " + task.title(), "****"));
    lines.add(
        "_About %d minutes, %s._ Teaches: %s"
            .formatted(about.minutes(), about.difficulty(), about.teaches()));
    lines.add("");
    for (var paragraph : task.paragraphs()) lines.addAll(List.of(paragraph, ""));
    var file = exercise.work().resolve(exercise.starter().getFileName());
    var shown = root.relativize(file).toString().replace('\\', '/');
    lines.add("Change `+" + shown + "+` (the first check makes it), then check:");
    lines.add("");
    lines.addAll(List.of("[.terminal]", ".Terminal 1", "----", "$ ./lab check " + id, "----", ""));
    for (int i = 0; i < about.hints().size(); i++) {
      lines.addAll(List.of("[.hint%collapsible]", ".Hint " + (i + 1), FOLDED));
      about.hints().get(i).lines().forEach(lines::add);
      lines.addAll(List.of(FOLDED, ""));
    }
    lines.add("****");
    return lines;
  }
}
