package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.asciidoctor.Asciidoctor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.report.BookException;
import toyredis.results.Changed;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class BookRendererTest {
  private static Asciidoctor asciidoctor;

  @TempDir Path root;
  private Path docs;
  private Path results;
  private Path output;

  @BeforeAll
  static void startAsciidoctor() {
    asciidoctor = Asciidoctor.Factory.create();
  }

  @AfterAll
  static void stopAsciidoctor() {
    asciidoctor.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    docs = Files.createDirectories(root.resolve("docs"));
    results = root.resolve("results");
    output = root.resolve("book");
    Files.createDirectories(docs.resolve("theme"));
    Files.createDirectories(docs.resolve("lessons"));
    for (var file : List.of("book.css", "book.js", "icon.svg")) {
      Files.writeString(docs.resolve("theme").resolve(file), "");
    }
    Files.createDirectories(root.resolve("step1"));
    Files.writeString(
        root.resolve("step1/Map.java"), "// tag::get[]\nint get() { return 1; }\n// end::get[]\n");
    write(results, List.of(Synthetic.race(Step.NAIVE_MAP, 17)));
  }

  @Test
  void theCommittedLessonsRenderFromTheCommittedResultsWithoutAWarning() throws Exception {
    var committed = Path.of("../../docs").toAbsolutePath().normalize();
    BookRenderer.render(() -> asciidoctor, committed.resolve("reference"), committed, output);
    assertLessonsAreWhole();
    assertTrue(page().contains("<strong>reference set</strong>"), page());
  }

  @Tag("slow")
  @Test
  void theCommittedLessonsRenderFromAnyOtherResultsToo() throws Exception {
    var committed = Path.of("../../docs").toAbsolutePath().normalize();
    write(results, Synthetic.book());
    var claims = BookRenderer.render(() -> asciidoctor, results, committed, output);
    assertTrue(claims.matches("The claims: \\d+ held, \\d+ not held, \\d+ inconclusive"), claims);
    assertLessonsAreWhole();
    assertTrue(page().contains("<strong>this machine</strong>"), page());
  }

  private void assertLessonsAreWhole() throws IOException {
    for (var step : Step.values()) {
      var page = Files.readString(output.resolve(step.id() + ".html"));
      assertTrue(page.contains("<h2 id=\"predict\">"), step.id() + " asks for a prediction");
      assertTrue(page.contains("openblock claim"), step.id() + " has claims");
      assertTrue(page.split("\\$ ./lab check ").length >= 3, step.id() + " has two exercises");
    }
  }

  @Test
  void aPageSaysWhereItsFiguresComeFrom() throws Exception {
    lesson("= Title", "", "Lost: {race-step1-updates-lost}.");
    var page = render();
    assertTrue(page.contains("Lost: 17."), page);
    assertTrue(page.contains("<strong>this machine</strong>"), page);
    assertTrue(page.contains("Abacus 2000, 2 cores, 4.0 GiB, Linux 0.0, JDK 25"), page);
    assertTrue(page.contains("3 February 2001"), page);
  }

  @Test
  void aPageSaysThatTheMachineWasBusyBeforeItsFirstRun() throws Exception {
    lesson("= Title", "", "Text.");
    assertFalse(render().contains("runs scatter"));
    var race = Synthetic.race(Step.NAIVE_MAP, 17);
    var busy = Changed.with(race.machine(), "cpuPressure", 35.0);
    write(results, List.of(Changed.with(race, "machine", busy)));
    assertTrue(render().contains("runs scatter"), page());
  }

  @Test
  void resultsWithinTheDocsAreCalledTheReferenceSet() throws Exception {
    lesson("= Title", "", "Text.");
    write(docs.resolve("reference"), List.of(Synthetic.race(Step.NAIVE_MAP, 17)));
    BookRenderer.render(() -> asciidoctor, docs.resolve("reference"), docs, output);
    assertTrue(page().contains("<strong>reference set</strong>"), page());
  }

  @Test
  void codeStandsBelowItsFileAndLines() throws Exception {
    lesson("= Title", "", "code::step1/Map.java[tag=get]");
    var page = render();
    assertTrue(page.contains("step1/Map.java, line 2</div>"), page);
    assertTrue(page.contains("class=\"rouge highlight\""), page);
  }

  @Test
  void aClaimShowsItsVerdictAndFigures() throws Exception {
    lesson("= Title", "", "claim::naive-map-loses-updates[]");
    var page = render();
    assertTrue(page.contains("Claim: held"), page);
    assertTrue(page.contains("updates: 17 of 160,000 lost"), page);
  }

  @Test
  void aChartHasACaptionThatNamesTheMachine() throws Exception {
    lesson("= Title", "", "chart::lost-updates[]");
    var page = render();
    var chart = Jsoup.parse(page).getElementById("chart-lost-updates-step5");
    assertTrue(chart.select(".origin").text().contains("Abacus 2000"), chart.html());
    assertFalse(chart.select(".wide svg[aria-label]").isEmpty(), chart.html());
    assertTrue(Files.exists(output.resolve("charts/lost-updates-step5.png")));
  }

  @Test
  void theLabsOutputIsThatOfTheResult() throws Exception {
    lesson("= Title", "", "output::race[step=step1]");
    assertTrue(render().contains("step1 broke its promise"), page());
  }

  @Test
  void aDifferenceIsMarkedLineByLine() throws Exception {
    Files.writeString(
        root.resolve("step1/Other.java"),
        "// tag::get[]\nint get() { return 2; }\n// end::get[]\n");
    lesson("= Title", "", "diff::step1/Other.java[tag=get,from=step1/Map.java]");
    var page = render();
    assertTrue(
        page.contains("step1/Other.java, line 2, compared with step1/Map.java, line 2"), page);
    var code = Jsoup.parse(page).selectFirst(".diff code");
    assertEquals("int get() { return 1; }", code.select(".removed").text());
    assertEquals("int get() { return 2; }", code.select(".added").text());
    assertEquals("2", code.select(".added mark").text());
    assertFalse(code.select(".kt").isEmpty(), "it keeps its colours: " + code.html());
  }

  @Test
  void anExerciseShowsItsTaskItsFileAndItsHint() throws Exception {
    exercise("/** Exercise 1.1: count. <p>Make {@link #get} answer {@code 2}. */ class Counter {}");
    lesson("= Title", "", "exercise::1.1[]");
    var page = render();
    assertTrue(page.contains("Exercise 1.1: Count"), page);
    assertTrue(page.contains("Make <code>get</code> answer <code>2</code>."), page);
    assertTrue(page.contains("exercises/1.1-count/Counter.java"), page);
    assertTrue(page.contains("$ ./lab check 1.1"), page);
    assertTrue(page.contains("<summary class=\"title\">Hint 1</summary>"), page);
    assertTrue(page.contains("Add one."), page);
  }

  @Test
  void aMissingExerciseIsNamed() throws Exception {
    exercise("/** Exercise 1.1: count. */ class Counter {}");
    lesson("= Title", "", "exercise::1.2[]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no exercise 1.2");
  }

  @Test
  void anExerciseWithoutATaskIsNamed() throws Exception {
    exercise("class Counter {}");
    lesson("= Title", "", "exercise::1.1[]");
    assertFails("docs/lessons/index.adoc:3: ", "Counter.java has no comment that begins with");
  }

  @Test
  void aMissingIncludeIsNamed() throws Exception {
    lesson("= Title", "", "include::nowhere.txt[]");
    assertFails("docs/lessons/index.adoc:3: ", "nowhere.txt");
  }

  @Test
  void aMissingCodeFileIsNamed() throws Exception {
    lesson("= Title", "", "code::step9/Map.java[tag=get]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no file step9/Map.java");
  }

  @Test
  void anUnknownTagIsNamed() throws Exception {
    lesson("= Title", "", "Text.", "", "code::step1/Map.java[tag=put]");
    assertFails("docs/lessons/index.adoc:5: ", "there is no tag put in step1/Map.java");
  }

  @Test
  void anUnknownTagOfAPlainIncludeIsNamed() throws Exception {
    lesson("= Title", "", "----", "include::../../step1/Map.java[tag=put]", "----");
    assertFails("docs/lessons/index.adoc:4: ", "put");
  }

  @Test
  void anUnknownAttributeIsNamed() throws Exception {
    lesson("= Title", "", "One.", "", "Two {no-such-figure} three.");
    assertFails("docs/lessons/index.adoc:5: ", "there is no attribute no-such-figure");
  }

  @Test
  void aMissingImageIsNamed() throws Exception {
    lesson("= Title", "", "image::none.png[]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no none.png");
  }

  @Test
  void anUnknownChartIsNamed() throws Exception {
    lesson("= Title", "", "chart::weather[]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no chart weather");
  }

  @Test
  void aChartWithoutResultsIsNamed() throws Exception {
    lesson("= Title", "", "chart::latency[]");
    assertFails("docs/lessons/index.adoc:3: ", "chart latency");
  }

  @Test
  void anUnknownClaimIsNamed() throws Exception {
    lesson("= Title", "", "claim::flat-earth[]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no claim flat-earth");
  }

  @Test
  void aMisspeltMacroIsNamed() throws Exception {
    lesson("= Title", "", "chrat::latency[]");
    assertFails("docs/lessons/index.adoc:3: ", "there is no macro chrat::latency");
  }

  @Test
  void javaCodeThatIsNoIncludeIsNamed() throws Exception {
    lesson("= Title", "", "[source,java]", "----", "int x;", "----");
    assertFails("docs/lessons/index.adoc:", "Java code in the lesson itself");
  }

  @Test
  void aLinkToNowhereIsNamed() throws Exception {
    lesson("= Title", "", "See xref:step9.adoc[that].");
    assertFails("docs/lessons/index.adoc:3: ", "there is no step9.html");
  }

  @Test
  void aLinkToAMissingPlaceIsNamed() throws Exception {
    lesson("= Title", "", "See xref:index.adoc#nowhere[that].");
    assertFails("docs/lessons/index.adoc:3: ", "there is no place nowhere");
  }

  @Test
  void anUnknownOptionOfAMacroIsNamed() throws Exception {
    lesson("= Title", "", "chart::lost-updates[up-two=step1]");
    assertFails("docs/lessons/index.adoc:3: ", "chart:: has no option up-two");
  }

  @Test
  void aMistakeBehindAMacroIsNamedWithItsOwnLine() throws Exception {
    lesson("= Title", "", "claim::naive-map-loses-updates[]", "", "include::nowhere.txt[]");
    assertFails("docs/lessons/index.adoc:5: ", "nowhere.txt");
    lesson("= Title", "", "code::step1/Map.java[tag=get]", "", "----", "no end");
    assertFails("docs/lessons/index.adoc:5: ", "unterminated");
  }

  @Test
  void aMacroWithinAListingIsLeftAlone() throws Exception {
    lesson("= Title", "", "----", "chart::weather[]", "----");
    assertTrue(render().contains("chart::weather[]"), page());
  }

  @Test
  void aTermIsALinkToTheGlossary() throws Exception {
    glossary();
    lesson("= Title", ":page-order: 1", "", "Two term:data-race[data races], then a data race.");
    assertTrue(
        render().contains("<a href=\"glossary.html#data-race\">data races</a>, then a"), page());
  }

  @Test
  void anUnknownTermIsNamed() throws Exception {
    glossary();
    lesson("= Title", ":page-order: 1", "", "A term:deadlock[].");
    assertFails("docs/lessons/index.adoc:4: ", "there is no term deadlock");
  }

  @Test
  void aTermThatIsNotLinkedWhereTheBookFirstUsesItIsNamed() throws Exception {
    glossary();
    lesson("= Data race", ":page-order: 1", "", "`data race`", "", "Here are Data races.");
    assertFails("docs/lessons/index.adoc:6: ", "write term:data-race[]");
  }

  @Test
  void aPredictionWithoutAnAnswerIsNamed() throws Exception {
    lesson("= Title", "", "[.predict#cpu]", ".Predict", "--", "* more", "--");
    assertFails("docs/lessons/index.adoc:3: ", "[.answer#cpu-answer%collapsible]");
  }

  @Test
  void anAnswerWithoutAPredictionIsNamed() throws Exception {
    lesson("= Title", "", "[.answer#cpu-answer%collapsible]", "====", "More.", "====");
    assertFails("docs/lessons/index.adoc:3: ", "no prediction before this answer: it would be cpu");
  }

  @Test
  void theMinutesOfAPageAreThoseOfItsWordsItsCodeAndItsCommands() throws Exception {
    exercise("/** Exercise 1.1: count. <p>%s */ class Counter {}".formatted("Word. ".repeat(900)));
    Files.writeString(root.resolve("step1/Long.java"), "int x;\n".repeat(20));
    lesson(
        "= Title",
        ":command-minutes: 4",
        "",
        "word ".repeat(600),
        "",
        "code::step1/Long.java[]",
        "",
        "exercise::1.1[]");
    var problems = new ArrayList<String>();
    var book = BookSource.read(results, docs);
    var lessons = book.expand(Edition.SITE, output.resolve("charts"), problems).lessons();
    assertEquals(List.of(), problems);
    assertEquals(3 + 2 + 4, ReadingTime.minutes(lessons.getFirst()));
  }

  @Test
  void theSearchFindsASectionByItsText() throws Exception {
    lesson("= Title", "", "== A _section_", "", "Some text.");
    render();
    var index = Files.readString(output.resolve("search.js"));
    assertTrue(
        index.contains(
            "{\"anchor\":\"a-section\",\"page\":\"index\",\"section\":\"A section\","
                + "\"text\":\"Some text.\",\"title\":\"Title\"}"),
        index);
  }

  @Test
  void allProblemsAreReportedAtOnce() throws Exception {
    lesson("= Title", "", "chart::weather[]", "", "claim::flat-earth[]");
    var error = assertThrows(BookException.class, this::render);
    assertEquals(2, error.messages().size(), error.getMessage());
  }

  @Test
  void noResultsAreAnErrorThatNamesTheFolder() throws Exception {
    lesson("= Title", "", "Text.");
    var none = root.resolve("none");
    var error =
        assertThrows(
            BookException.class, () -> BookRenderer.render(() -> asciidoctor, none, docs, output));
    assertTrue(error.getMessage().contains(none.toString()), error.getMessage());
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
  }

  @Test
  void theProgramFailsWithOneLineAndNoStackTrace() throws Exception {
    lesson("= Title", "", "Text.");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BookRenderer.class.getName(),
            root.resolve("none").toString(),
            docs.toString(),
            output.toString(),
            "site");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains("./lab book"), said);
  }

  private void exercise(String starter) throws IOException {
    var exercise = new Exercise(root, 1, 1, "count");
    var folder = Files.createDirectories(exercise.starters());
    Files.writeString(folder.resolve("Counter.java"), starter);
    Files.writeString(
        exercise.folder().resolve("exercise.adoc"),
        """
        :minutes: 5
        :difficulty: one line
        :teaches: counting

        == Hint 1
        What comes after one?

        == Hint 2
        Add one.

        == Solved
        It counts.

        == Usual mistake
        It does not.
        """);
  }

  private void glossary() throws IOException {
    Files.writeString(
        docs.resolve("lessons/glossary.adoc"),
        "= Glossary\n:page-order: 90\n\n[[data-race]]data race:: Two at once.\n");
  }

  private void lesson(String... lines) throws IOException {
    Files.writeString(docs.resolve("lessons/index.adoc"), String.join("\n", lines) + "\n");
  }

  private String render() throws Exception {
    BookRenderer.render(() -> asciidoctor, results, docs, output);
    return page();
  }

  private String page() throws IOException {
    return Files.readString(output.resolve("index.html"));
  }

  private void assertFails(String place, String text) {
    var error = assertThrows(BookException.class, this::render);
    assertTrue(
        error.messages().stream().anyMatch(m -> m.startsWith(place) && m.contains(text)),
        error.getMessage());
  }

  private static void write(Path folder, List<? extends Result> results) throws IOException {
    for (int i = 0; i < results.size(); i++) {
      Results.write(folder.resolve(i + ".json"), results.get(i));
    }
  }
}
