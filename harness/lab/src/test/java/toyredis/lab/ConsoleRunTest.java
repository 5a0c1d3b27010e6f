package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ConsoleRunTest {
  @TempDir private Path folder;

  private static String block(String roles, int terminal, String lines) {
    return "[.terminal"
        + roles
        + ",subs=\"+quotes\"]\n.Terminal "
        + terminal
        + "\n----\n"
        + lines
        + "----\n\nProse, with $ signs.\n\n";
  }

  private List<String> mismatches(String page) throws Exception {
    return mismatches(page, false);
  }

  private List<String> mismatches(String page, boolean write) throws Exception {
    var file = folder.resolve("page.adoc");
    Files.writeString(file, page);
    try (var run = new ConsoleRun(file, folder.resolve("run"), false, write)) {
      run.run();
      assertEquals(List.of(), run.skipped);
      return run.mismatches.stream().map(m -> m.replace(folder + "/", "")).toList();
    }
  }

  private String written(String page) throws Exception {
    assertEquals(List.of(), mismatches(page, true));
    return Files.readString(folder.resolve("page.adoc"));
  }

  @Test
  void whatIsPrintedIsComparedAndMarksAndEllipsesAreNot() throws Exception {
    var page =
        block(
            "",
            1,
            """
            $ printf 'one\\ntook 17 ms\\nthree\\nfour\\nfive\\n'
            one
            took [.v]#4# ms
            …
            five
            $ echo not compared
            $ *echo 6379*
            6379
            """);
    assertEquals(List.of(), mismatches(page));
  }

  @Test
  void aProgramIsTypedIntoUntilCtrlCAndAnotherTerminalGoesOnBesideIt() throws Exception {
    var page =
        block("", 1, "$ echo ready; cat\nready\n*hello*\nhello\n")
            + block("", 2, "$ echo other\nother\n")
            + block("", 1, "prompt> *again*\nagain\n^C\n$ echo back\nback\n");
    assertEquals(List.of(), mismatches(page));
  }

  @Test
  void aBlockMeanwhileComesBeforeTheAnswersOfTheOneBeforeIt() throws Exception {
    var pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    var page =
        block("", 1, "$ cat " + pipe + "\ncame\n")
            + block(".meanwhile", 2, "$ echo came >" + pipe + "; echo sent\nsent\n");
    assertEquals(List.of(), mismatches(page));
  }

  @Test
  void aMismatchNamesPageLineExpectedAndSeen() throws Exception {
    var page = block("", 1, "$ printf 'a\\nb\\n'\na\nx\n$ printf 'a\\nb\\n'\na\n$ true\nfilled\n");
    assertEquals(
        List.of(
            "page.adoc, line 6\n  expected: x\n  seen:     b",
            "page.adoc, line 7\n  expected: no more from printf 'a\\nb\\n'\n  seen:     b",
            "page.adoc, line 10\n  expected: filled\n  seen:     nothing"),
        mismatches(page));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ ./lab book --nonsense\n",
        "$ ./lab lode step2\n",
        "$ ./lab load step2 -c\n",
      })
  void theOptionsOfASlowBlockAreCheckedThoughItDoesNotRun(String command) throws Exception {
    assertEquals(1, mismatches(block(".slow", 1, command)).size());
    assertEquals(List.of(), mismatches(block(".slow", 1, "$ ./lab load step2 -c 3 # so\nx\n")));
  }

  @Test
  void whatDoesNotExistOrIsNeverRunIsNamed() throws Exception {
    assertTrue(mismatches(block("", 1, "$ no-such-command\n")).getFirst().contains("not found"));
    assertEquals(1, mismatches(block("", 1, "$ ./mvnw verify\n")).size());
    assertEquals(List.of(), mismatches(block(".slow", 1, "$ ./mvnw verify\n")));
    assertEquals(1, mismatches(block("", 1, "*typed to nobody*\n")).size());
  }

  @Test
  void writingFillsInKeepsMarksAndChangesNothingElse() throws Exception {
    var command = "$ printf 'took 17 ms\\nnew\\n%s\\n' 8\n";
    var page = block("", 1, command + "took [.v]#4# ms\nold\n$ echo not compared\n$ seq 2\n?\n");
    var renewed =
        block("", 1, command + "took [.v]#17# ms\nnew\n8\n$ echo not compared\n$ seq 2\n1\n2\n");
    assertEquals(renewed, written(page));
    assertEquals(renewed, written(renewed));
    var elided = block("", 1, command + "took [.v]#17# ms\n…\n");
    assertEquals(elided, written(elided));
    assertEquals(
        block("", 1, "$ cat\n*typed*\ntyped\n^C\n"),
        written(block("", 1, "$ cat\n*typed*\n?\n^C\n")));
  }

  /** The reader's port is never in use here, and yet stands in what is seen. */
  @Tag("slow")
  @Test
  void aLostUpdateIsMadeByHand() throws Exception {
    var page =
        block(
                "",
                1,
                """
                $ ./lab serve step1 --slow-store 3s
                step1-naive-map ready on 127.0.0.1:6379 (variant hashmap, threads virtual)
                """)
            + block("", 2, "$ nc localhost 6379\n*SET visits 41*\n+OK\n")
            + block("", 3, "$ *nc localhost 6379*\n*PING*\n+PONG\n")
            + block("", 2, "*INCR visits*\n:42\n")
            + block(".meanwhile", 3, "*INCR visits*\n:42\n*QUIT*\n+OK\n")
            + block("", 4, "$ redis-cli\n127.0.0.1:6379> *GET visits*\n\"42\"\n")
            + block("", 1, "^C\n$ echo ended\nended\n");
    assertEquals(List.of(), mismatches(page));
  }
}
