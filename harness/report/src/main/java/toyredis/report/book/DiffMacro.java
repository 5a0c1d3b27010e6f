package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import toyredis.report.BookException;

/**
 * {@code diff::step2-mutex/…/SynchronizedStore.java[tag=increment,
 * from=step1-naive-map/…/NaiveMapStore.java]}: how the code differs in two files. A page keeps its
 * colours, and {@link DiffMarks} shows there what changed; elsewhere it is a diff.
 *
 * @param root the project's, where the paths begin
 * @param marks receives what changed, by the listing's id
 */
record DiffMacro(Path root, Edition edition, Map<String, LineDiff> marks) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    var path = call.allow("tag", "from", "from-tag").target();
    var from =
        call.option("from")
            .orElseThrow(() -> new BookException("diff:: needs a file to compare with: [from=…]"));
    var tag = call.option("tag").orElse("");
    var before = SourceExcerpt.read(root, from, call.option("from-tag").orElse(tag));
    var after = SourceExcerpt.read(root, path, tag);
    var difference = LineDiff.of(before.lines(), after.lines());
    var title = after.place() + ", compared with " + before.place();
    if (edition != Edition.SITE) {
      return CodeMacro.listing(
          title, "[source." + CodeMacro.FROM_SOURCE + ",diff]", difference.signed());
    }
    var id = "diff-" + (marks.size() + 1);
    marks.put(id, difference);
    var language = path.substring(path.lastIndexOf('.') + 1);
    var style = "[source#%s.%s.diff,%s]".formatted(id, CodeMacro.FROM_SOURCE, language);
    return CodeMacro.listing(title, style, difference.texts());
  }
}
