package toyredis.report.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import toyredis.results.Results;
import toyredis.results.Step;
import toyredis.results.Synthetic;

/**
 * The finished book in a real browser without a network: the committed lessons, and a sample that
 * has every kind of block.
 */
@Tag("slow")
class BookInBrowserTest {
  // JUL forgets loggers that nobody holds.
  private static final Logger SELENIUM_LOG = Logger.getLogger("org.openqa.selenium");

  @TempDir static Path folder;

  private static ChromeDriver browser;
  private static Path sample;
  private static final List<Visit> VISITS = new ArrayList<>();

  /**
   * What was seen on a page.
   *
   * @param complaints of the browser's console
   * @param tooWide what reaches over the edge of a screen of 360 pixels; empty if the page does not
   *     scroll sideways
   * @param ids of its elements
   * @param links whole addresses
   * @param violations by axe, in light and in dark
   */
  private record Visit(
      Path page,
      List<String> complaints,
      List<String> tooWide,
      List<String> ids,
      List<String> links,
      List<String> violations) {}

  @BeforeAll
  static void renderAndVisitEveryPage() throws Exception {
    var chromium = installed("chromium", "chromium-browser", "google-chrome");
    var driver = installed("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      System.err.println("SKIPPED: chromium is not installed (apt install chromium-driver)");
      Assumptions.abort("chromium is not installed");
    }
    var committed = Path.of("../../docs").toAbsolutePath().normalize();
    var book = folder.resolve("book");
    sample = folder.resolve("sample");
    try (var asciidoctor = Asciidoctor.Factory.create()) {
      BookRenderer.render(() -> asciidoctor, committed.resolve("reference"), committed, book);
      renderSample(asciidoctor, committed);
    }
    start(chromium.get(), driver.get());
    for (var pages : List.of(sample, book)) {
      try (var files = Files.list(pages)) {
        for (var page : files.filter(file -> file.toString().endsWith(".html")).sorted().toList()) {
          VISITS.add(visit(page));
        }
      }
    }
  }

  private static void renderSample(Asciidoctor asciidoctor, Path committed) throws Exception {
    var docs = folder.resolve("project/docs");
    copy(committed.resolve("theme"), docs.resolve("theme"), "");
    copy(
        committed.resolve("lessons/interleavings"), docs.resolve("lessons/interleavings"), ".json");
    var lessons = Path.of(BookInBrowserTest.class.getResource("sample").toURI());
    copy(lessons, docs.resolve("lessons"), ".adoc");
    code("step1", "int get() { return 1; } // why");
    code("step2", "synchronized int get() { return 1; } // why not");
    var results = folder.resolve("results");
    Results.write(results.resolve("race.json"), Synthetic.race(Step.NAIVE_MAP, 17));
    BookRenderer.render(() -> asciidoctor, results, docs, sample);
  }

  private static void code(String step, String line) throws IOException {
    var file = Files.createDirectories(folder.resolve("project/" + step)).resolve("Map.java");
    Files.writeString(file, "// tag::get[]\n" + line + "\n// end::get[]\n");
  }

  private static void copy(Path from, Path to, String ending) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Optional<File> installed(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(path -> new File(path, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  private static void start(File chromium, File driver) {
    SELENIUM_LOG.setLevel(Level.SEVERE);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    var options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // tests may run as root, in a container
        "--disable-dev-shm-usage",
        "--process-per-site", // what a page keeps is there for the next one
        "--force-prefers-reduced-motion", // where a click goes must not move
        "--host-resolver-rules=MAP * ~NOTFOUND");
    System.setProperty("webdriver.chrome.driver", driver.getPath());
    browser = new ChromeDriver(options);
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2)); // of axe, on a busy machine
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) browser.quit();
  }

  private static Visit visit(Path page) throws IOException {
    complaints(); // of axe
    screen(360);
    open(page);
    var tooWide =
        strings(
            """
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            return [...document.querySelectorAll("body *")]
              .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
              .map(each => each.tagName + " " + each.className).concat("the page");
            """);
    screen(1280);
    var ids = strings("return [...document.querySelectorAll('[id]')].map(each => each.id)");
    var links = strings("return [...document.querySelectorAll('a[href]')].map(each => each.href)");
    var complaints = complaints();
    browser.executeScript(axe());
    var violations = new ArrayList<>(violations("light", "{preload: false}"));
    violations.addAll(violations("dark", "{preload: false, runOnly: ['color-contrast']}"));
    return new Visit(page, complaints, tooWide, ids, links, violations);
  }

  private static List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  /** What axe finds wrong: the rule, and where. */
  private static List<String> violations(String theme, String options) {
    @SuppressWarnings("unchecked")
    var found =
        (List<String>)
            browser.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                document.documentElement.dataset.theme = "%1$s";
                axe.run(document, %2$s).then(result => done(result.violations.flatMap(rule =>
                  rule.nodes.map(node => "%1$s: " + rule.id + ": " + node.html + " " + node.failureSummary))));
                """
                    .formatted(theme, options));
    return found;
  }

  private static String axe() throws IOException {
    var loader = BookInBrowserTest.class.getClassLoader();
    var about = new Properties();
    var place = "META-INF/maven/org.webjars.npm/axe-core/pom.properties";
    try (var in = loader.getResourceAsStream(place)) {
      about.load(in);
    }
    var script =
        "META-INF/resources/webjars/axe-core/" + about.getProperty("version") + "/axe.min.js";
    try (var in = loader.getResourceAsStream(script)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void openTheSample() {
    screen(1280);
    open(sample.resolve("index.html"));
  }

  @AfterEach
  void forgetEverything() {
    browser.executeScript("localStorage.clear()");
  }

  @Test
  void noPageComplainsOnTheConsole() {
    for (var visit : VISITS) assertEquals(List.of(), visit.complaints, visit.page.toString());
  }

  @Test
  void noPageScrollsSidewaysOnAPhone() {
    for (var visit : VISITS) assertEquals(List.of(), visit.tooWide, visit.page.toString());
  }

  @Test
  void noPageHasAnAccessibilityViolationInLightOrDark() {
    for (var visit : VISITS) assertEquals(List.of(), visit.violations, visit.page.toString());
  }

  @Test
  void noLinkIsBroken() {
    var ids = new HashMap<String, List<String>>();
    for (var visit : VISITS) ids.put(visit.page.toUri().toString(), visit.ids);
    for (var visit : VISITS) {
      for (var link : visit.links) {
        if (!link.startsWith("file:")) continue;
        var parts = link.split("#", 2);
        var target = parts[0].replaceFirst("^file:/+", "file:///");
        assertTrue(Files.exists(Path.of(URI.create(target))), visit.page + " → " + link);
        if (parts.length == 1) continue;
        assertTrue(
            ids.getOrDefault(target, List.of()).contains(parts[1]), visit.page + " → " + link);
      }
    }
  }

  @Test
  void searchFindsAWordAndTheArrowKeysLeadThere() {
    browser.findElement(By.tagName("body")).sendKeys("/");
    var field = await("dialog[open] input");
    field.sendKeys("lineariz");
    await(".search-found a");
    field.sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    await("#backpressure");
    assertTrue(browser.getCurrentUrl().endsWith("second.html#backpressure"));
  }

  @Test
  void searchNeedsEveryWordAndEscapeClosesIt() {
    one(".search-button").click();
    await("dialog[open] input").sendKeys("socket elephant");
    await(() -> one(".search-found .note").getText().equals("Nothing found."));
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertTrue(browser.findElements(By.cssSelector("dialog[open]")).isEmpty());
  }

  @Test
  void theThemeThatTheReaderChoseIsThereOnTheNextPageFromTheStart() {
    var background = "return getComputedStyle(document.body).backgroundColor";
    one("button.theme").click();
    var light = browser.executeScript(background);
    one("button.theme").click();
    var dark = browser.executeScript(background);
    assertFalse(light.equals(dark), "light and dark differ");
    openUntil("second.html", () -> "dark".equals(one("html").getAttribute("data-theme")));
    assertEquals(dark, browser.executeScript(background));
    assertEquals("dark", one("html").getAttribute("data-theme"));
  }

  @Test
  void aPredictionIsKeptAndShownInItsAnswer() {
    choose(1);
    openUntil(
        "index.html",
        () -> browser.findElements(By.cssSelector("#lost-updates input")).get(1).isSelected());
    one("#lost-updates-answer summary").click();
    assertEquals(
        "You predicted: at least nine tenths", one("#lost-updates-answer .predicted").getText());
  }

  @Test
  void aNumberIsDrawnIntoItsChartWhereItsAxisHasIt() {
    one("#cpu input").sendKeys("25", Keys.TAB);
    var line = one("svg.wide .prediction line");
    assertEquals("390", line.getAttribute("x1"), "halfway between 100 and 680");
    one("#cpu-answer summary").click();
    assertEquals("You predicted: 25 µs", one("#cpu-answer .predicted").getText());
  }

  @Test
  void allPredictionsCanBeForgotten() {
    choose(0);
    one("footer button").click();
    openUntil(
        "index.html",
        () -> browser.findElements(By.cssSelector("#lost-updates input:checked")).isEmpty());
    assertTrue(browser.findElements(By.cssSelector(".predicted")).isEmpty());
  }

  @Test
  void anAnswerWithoutAPredictionAsksOnce() {
    var answer = one("#lost-updates-answer");
    answer.findElement(By.tagName("summary")).click();
    assertEquals(null, answer.getAttribute("open"));
    assertTrue(one("#lost-updates-answer + .note").getText().startsWith("Predict first?"));
    answer.findElement(By.tagName("summary")).click();
    assertEquals("true", answer.getAttribute("open"));
  }

  @Test
  void ofATerminalOnlyTheCommandsAreCopied() {
    browser.executeScript(
        "navigator.clipboard.writeText = async text => { window.copied = text; }");
    one(".terminal .copy").click();
    assertEquals(
        "./lab race step1\n./lab load step1 \\\n    --duration 3s",
        browser.executeScript("return window.copied"));
  }

  @Test
  void theReaderMovesThreadsIntoALostUpdate() {
    var stepper = one("#schedule-get-then-put .stepper");
    for (var key : List.of("1", "2", "1", "2", "1", "2")) press(stepper, key);
    assertTrue(said("get-then-put").contains("Lost update."), said("get-then-put"));
    assertTrue(stepper.getText().contains("Order: A B A B A B"), stepper.getText());
    press(stepper, "r");
    for (var key : List.of("1", "1", "1", "2", "2", "2")) press(stepper, key);
    assertTrue(said("get-then-put").contains("nothing is wrong"), said("get-then-put"));
  }

  @Test
  void threadsThatWaitForEachOtherAreADeadlockThatCanBeTakenBack() {
    var stepper = one("#schedule-deadlock .stepper");
    press(stepper, "1");
    press(stepper, "2");
    assertTrue(said("deadlock").contains("Deadlock: nobody can move"), said("deadlock"));
    assertEquals(
        List.of("Waits", "Waits"),
        stepper.findElements(By.cssSelector(".thread button")).stream()
            .map(WebElement::getText)
            .toList());
    press(stepper, "u");
    press(stepper, "1");
    assertFalse(said("deadlock").contains("Deadlock"), said("deadlock"));
  }

  @Test
  void aPuzzleIsSolvedByKeysAlongItsHintsAndStaysSolved() {
    var puzzle = one("#puzzle-back-off .stepper");
    for (int moves = 0; !said("back-off").contains("Solved"); moves++) {
      assertTrue(moves < 6, said("back-off"));
      press(puzzle, "h");
      var mover = said("back-off").replaceFirst("Hint: move (\\d).*", "$1");
      press(puzzle, mover);
    }
    assertTrue(said("back-off").contains("Livelock: it was like this before"), said("back-off"));
    openUntil("index.html", () -> one(".count").getText().startsWith("1 of 3 solved"));
    assertTrue(one("#puzzle-back-off .name").getText().endsWith("solved"));
    one(".count button").click();
    assertEquals("0 of 3 solved", one(".count").getText());
  }

  @Test
  void aPuzzleIsSolvedByTouchOnAPhone() {
    screen(360);
    var moves = browser.findElements(By.cssSelector("#puzzle-increment .moves button"));
    for (int mover : List.of(0, 1, 0, 0, 1, 1)) {
      assertTrue(moves.get(mover).getSize().height >= 44);
      moves.get(mover).click();
    }
    assertTrue(said("increment").contains("Lost update. Solved."), said("increment"));
  }

  @Test
  void thatItCannotBeDoneIsRightOnlyWhereItCannot() {
    one("#puzzle-back-off .never").click();
    assertTrue(said("back-off").startsWith("It can be done"), said("back-off"));
    one("#puzzle-back-off-ordered .never").click();
    assertTrue(said("back-off-ordered").startsWith("Right"), said("back-off-ordered"));
    assertEquals("1 of 3 solved Forget that", one(".count").getText());
  }

  @Test
  void toLeaveAThreadOutDoesNotStarveAnother() {
    var puzzle = one("#puzzle-back-off .stepper");
    for (var key : List.of("1", "2", "1", "1", "1")) press(puzzle, key);
    assertTrue(said("back-off").contains("you left it out"), said("back-off"));
    assertFalse(said("back-off").contains("Solved"), said("back-off"));
  }

  @Test
  void onPaperThereAreNoAnswersAndNoHints() {
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    try {
      for (var hidden : List.of("details", "#contents", ".stepper", ".copy")) {
        for (var each : browser.findElements(By.cssSelector(hidden))) {
          assertFalse(each.isDisplayed(), hidden);
        }
      }
      assertTrue(one(".schedule table").isDisplayed(), "the table instead of its stepper");
    } finally {
      browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }
  }

  @Test
  void onAPhoneTheContentsOpenFromAButton() {
    screen(360);
    assertFalse(one("#contents").isDisplayed());
    one(".menu").click();
    assertTrue(one("#contents").isDisplayed());
    one("#contents .sections a").click();
    assertFalse(one("#contents").isDisplayed());
  }

  private static String said(String name) {
    var block = "[id=schedule-%1$s], [id=puzzle-%1$s]".formatted(name);
    return one(":is(" + block + ") .said").getText();
  }

  private static void press(WebElement stepper, String key) {
    stepper.findElement(By.tagName("button")).sendKeys(key);
  }

  private static WebElement one(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static WebElement await(String selector) {
    await(() -> !browser.findElements(By.cssSelector(selector)).isEmpty());
    return one(selector);
  }

  private static void await(BooleanSupplier condition) {
    new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(20))
        .until(b -> condition.getAsBoolean());
  }

  private static void open(Path page) {
    browser.get(page.toUri().toString());
  }

  /** While fonts and pictures arrive, things move, and a click may miss what it was meant for. */
  private static void choose(int choice) {
    var input = browser.findElements(By.cssSelector("#lost-updates input")).get(choice);
    await(
        () -> {
          input.click();
          return input.isSelected();
        });
  }

  /** Each page may have a process of its own, which learns a moment later what another has kept. */
  private static void openUntil(String page, BooleanSupplier condition) {
    await(
        () -> {
          open(sample.resolve(page));
          return condition.getAsBoolean();
        });
  }

  private static void screen(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(String script) {
    return (List<String>) browser.executeScript(script);
  }
}
