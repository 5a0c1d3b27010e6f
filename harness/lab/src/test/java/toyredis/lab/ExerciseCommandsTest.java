package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** What a reader does with an exercise, by real labs in a checkout that has two small exercises. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ExerciseCommandsTest {
  private static final String SOLUTION = "class Twice { int of(int n) { return n + n; } }\n";
  private static final String ENDLESS =
      "class Twice { int of(int n) { while (n == n) {} return n; } }";

  @TempDir Path root;
  private final List<Path> links = new ArrayList<>();

  @BeforeEach
  void makeCheckout() throws IOException {
    var real = Checkout.ofThisLab().root();
    // not linked: a lab finds its checkout by where its classes really are
    copy(real.resolve("harness/lab/target/classes"), root.resolve("harness/lab/target/classes"));
    link(real, "harness/check/target");
    link(real, "harness/server/target");
    for (var step : Step.values()) link(real, step.folder() + "/target");
    exercise("1.1", "twice");
    exercise("1.2", "again");
  }

  @AfterEach
  void deleteLinks() throws IOException {
    for (var link : links) Files.delete(link);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(copy);
        else Files.copy(file, copy);
      }
    }
  }

  private void link(Path real, String path) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    links.add(Files.createSymbolicLink(root.resolve(path), real.resolve(path)));
  }

  private void exercise(String id, String name) throws IOException {
    var folder = root.resolve("docs/exercises/" + id + "-" + name);
    for (var each : List.of("starter", "check", "solution")) {
      Files.createDirectories(folder.resolve(each));
    }
    Files.writeString(
        folder.resolve("starter/Twice.java"),
        "/** Exercise "
            + id
            + ": twice. <p>Answer it twice. */\n"
            + "class Twice { int of(int n) { return n; } }\n");
    Files.writeString(folder.resolve("solution/Twice.java"), SOLUTION);
    Files.writeString(
        folder.resolve("check/Check.java"),
        """
        import static org.junit.jupiter.api.Assertions.assertEquals;
        import org.junit.jupiter.api.Test;
        class Check {
          @Test void twoIsTwiceOne() { assertEquals(2, new Twice().of(1)); }
        }
        """);
    Files.writeString(
        folder.resolve("exercise.adoc"),
        """
        :minutes: 5
        :difficulty: one line
        :teaches: Sums.

        == Hint 1
        What is `n` and `n`?

        == Hint 2
        The sign is _plus_.

        == Hint 3
        [source,java]
        ----
        n + n
        ----

        == Solved
        `n + n` is *twice* n.

        == Usual mistake
        To answer n.
        """);
  }

  private Process start(String... args) throws IOException {
    return start(List.of(), args);
  }

  private Process start(List<String> prefix, String... args) throws IOException {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of(Checkout.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "-cp"));
    command.add(
        root.resolve("harness/lab/target/classes")
            + File.pathSeparator
            + System.getProperty("java.class.path"));
    command.add(Lab.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).directory(root.toFile()).start();
  }

  private String run(int exit, String... args) throws Exception {
    return ended(exit, start(args));
  }

  private static String ended(int exit, Process lab) throws Exception {
    var output = new String(lab.getInputStream().readAllBytes());
    assertEquals(exit, lab.waitFor(), output);
    return output;
  }

  private static void assertHas(String output, String... parts) {
    int from = 0;
    for (var part : parts) {
      from = output.indexOf(part, from);
      assertTrue(from >= 0, part + "\nis not, or not in this order, in:\n" + output);
    }
  }

  private Path work() throws IOException {
    var work = root.resolve("exercises/1.1-twice");
    return Files.createDirectories(work).resolve("Twice.java");
  }

  private Path progress() {
    return root.resolve("exercises/progress.json");
  }

  @Test
  void aReaderGoesFromTheStarterToTheSolution() throws Exception {
    assertHas(run(1, "solution", "1.1"), "not solved yet", "--give-up");
    assertHas(
        run(0, "check"), "1.1", "not begun", "1.2", "0 of 2 solved.", "Next: ./lab check 1.1");
    assertHas(
        run(1, "check", "1"),
        "Twice.java is yours now",
        "failed  two is twice one",
        "Not yet. A hint: ./lab hint 1.1",
        "0 of 2 solved.",
        "Next: ./lab check 1.1");
    assertHas(run(0, "hint", "1.1"), "Hint 1 of 3\nWhat is n and n?", "Next: ./lab check 1.1");
    assertFalse(run(0, "hint", "1.1").contains("n + n"));
    assertHas(run(0, "progress"), "2 hints", "begun");
    Files.writeString(work(), SOLUTION);
    assertHas(
        run(0, "check", "twice"),
        "ok      two is twice one",
        "Solved.",
        "The reference: n + n is twice n.",
        "The usual mistake: To answer n.",
        "./lab solution 1.1",
        "Next: ./lab check 1.2");
    assertHas(run(0, "solution", "1.1"), "+ class Twice { int of(int n) { return n + n; } }");
    assertHas(run(0, "reset", "1.1"), "Twice.java.1", "is the starter again");
    assertEquals(SOLUTION, Files.readString(work().resolveSibling("Twice.java.1")));
    assertHas(run(0, "progress"), "solved", "1 of 2 solved.");
  }

  @Test
  void brokenNotesArePutAside() throws Exception {
    Files.createDirectories(progress().getParent());
    Files.writeString(progress(), "{ \"1.1\": tr");
    assertHas(run(0, "progress"), "0 of 2 solved.");
    run(0, "hint", "1.1");
    assertEquals("{ \"1.1\": tr", Files.readString(progress().resolveSibling("progress.json.1")));
    assertHas(run(0, "progress"), "1 hint");
  }

  @Test
  void aFullDiskLeavesTheNotesAsTheyWere() throws Exception {
    Files.createDirectories(progress().getParent());
    var notes = new StringBuilder("{");
    for (int i = 10; i < 60; i++) notes.append("\"9.%d\":{\"hints\":1},".formatted(i));
    notes.append("\"9.9\":{\"hints\":1}}");
    Files.writeString(progress(), notes);
    // a limit on files, of 512 bytes, is to the one who writes as a disk that is full
    var limited = List.of("/bin/sh", "-c", "ulimit -f 1; exec \"$@\"", "sh");
    assertHas(ended(0, start(limited, "hint", "1.1")), "Hint 1 of 3", "could not be noted");
    assertEquals(notes.toString(), Files.readString(progress()));
    try (var files = Files.list(progress().getParent())) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".tmp")));
    }
  }

  @Tag("slow")
  @Test
  void watchChecksAtASaveAndEndsAtCtrlC() throws Exception {
    var lab = start("watch", "1.1");
    var lines = lab.inputReader();
    while (!lines.readLine().contains("Save the file")) {}
    Files.writeString(work(), SOLUTION);
    while (!lines.readLine().contains("Solved.")) {}
    while (!lines.readLine().contains("Save the file")) {}
    ChildLab.interrupt(lab);
    assertTrue(lab.waitFor(10, TimeUnit.SECONDS));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"-TERM", "-KILL"})
  void howeverTheLabEndsItsCheckEndsToo(String signal) throws Exception {
    Files.writeString(work(), ENDLESS);
    var lab = start("check", "1.1");
    var check = checkOf(lab);
    assertEquals(0, new ProcessBuilder("kill", signal, "" + lab.pid()).start().waitFor());
    check.onExit().get(10, TimeUnit.SECONDS);
  }

  private static ProcessHandle checkOf(Process lab) {
    while (lab.isAlive()) {
      var found =
          lab.descendants()
              .filter(each -> each.info().commandLine().orElse("").contains("CheckRunner"))
              .filter(each -> each.info().command().orElse("").endsWith("java"))
              .findFirst();
      if (found.isPresent()) return found.get();
      Thread.yield();
    }
    throw new AssertionError("the lab ended before its check began");
  }

  @Tag("slow")
  @Test
  void aBrokenExerciseDoesNotKeepTheZooFromTheOthers() throws Exception {
    Files.writeString(root.resolve("docs/exercises/1.1-twice/check/Check.java"), "class Check {");
    Files.writeString(
        root.resolve("docs/exercises/1.2-again/zoo.txt"),
        "=== wrong odd: it is no Java\nint of( {\n=== wrong thrice: once too often\n"
            + "int of(int n) { return 3 * n; }\n");
    assertHas(
        run(1, "zoo", "--runs", "1"),
        "! exercise 1.1 is broken",
        "1.2 Twice",
        "solution ",
        "passed 1 of 1",
        "! wrong  odd",
        "thrice",
        "killed 1 of 1",
        "2 are not as they must");
  }
}
