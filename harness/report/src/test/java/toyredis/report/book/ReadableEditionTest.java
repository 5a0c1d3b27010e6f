package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadableEditionTest {
  private static final Path DOCS = Path.of("../../docs").toAbsolutePath().normalize();
  private static final Path COMMITTED = DOCS.resolve("book");
  private static final String RENEW = "; renew it: " + ReadableEdition.COMMAND;

  @TempDir Path charts;

  @Test
  void theCommittedEditionIsMadeFromTheLessonsAndTheReferenceResultsAsTheyAre() throws Exception {
    var book = BookSource.read(DOCS.resolve("reference"), DOCS);
    var texts = ReadableEdition.texts(book, charts);
    assertEquals(texts.keySet(), names(COMMITTED, each -> each.toString().endsWith(".adoc")));
    for (var text : texts.entrySet()) {
      var file = COMMITTED.resolve(text.getKey());
      assertEquals(text.getValue(), text(file), DOCS.getParent().relativize(file) + RENEW);
    }
    assertEquals(
        names(charts, ReadableEdition::isShown),
        names(COMMITTED.resolve("charts"), each -> true),
        "docs/book/charts" + RENEW);
    for (var chart : names(COMMITTED.resolve("charts"), each -> true)) {
      // where the letters stand depends on the machine's fonts, what they say does not
      assertEquals(
          words(charts.resolve(chart)),
          words(COMMITTED.resolve("charts").resolve(chart)),
          "docs/book/charts/" + chart + RENEW);
    }
  }

  @Test
  void theEditionHoldsNothingThatACodeHostingPageWouldShowRaw() throws Exception {
    for (var file : names(COMMITTED, each -> each.toString().endsWith(".adoc"))) {
      var verbatim = new Verbatim();
      for (var line : text(COMMITTED.resolve(file)).lines().toList()) {
        if (verbatim.next(line)) continue;
        assertTrue(
            MacroCall.of(line).filter(call -> !call.name().equals("image")).isEmpty()
                && !line.contains("term:")
                && !line.matches(".*\\{(race|saturated|original)-.*"),
            file + ": " + line);
      }
    }
  }

  @Test
  void whoOpensTheSourceOfALessonOnACodeHostingPageIsLedToTheEdition() throws Exception {
    for (var lesson : Lesson.all(DOCS)) {
      var note =
          "ifdef::env-github[NOTE: This is a source file; xref:../book/%s.adoc[read the lesson here].]"
              .formatted(lesson.name());
      assertTrue(
          lesson.lines().contains(note),
          lesson.shownAs() + " has no line below its header: " + note);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }

  private static List<String> words(Path svg) throws IOException {
    return Jsoup.parse(text(svg)).select("title, desc, text").eachText();
  }

  private static TreeSet<String> names(Path folder, Predicate<Path> which) throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      files.filter(which).forEach(file -> names.add(file.getFileName().toString()));
    }
    names.remove("charts");
    return names;
  }
}
