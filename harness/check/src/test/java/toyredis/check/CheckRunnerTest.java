package toyredis.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Small checks and small solutions, compiled and run as the lab runs them: in a JVM of their own.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class CheckRunnerTest {
  private static final String SECRET = "a secret";

  @TempDir Path folder;

  private static final String COUNTER_CHECK =
      """
      import org.junit.jupiter.api.Test;
      import toyredis.check.Duel;

      class Check {
        @Test
        void bothIncrementsCount() {
          Duel.in(Counter::new)
              .actor("INCR 1", Counter::increment)
              .actor("INCR 2", Counter::increment)
              .end(Counter::get)
              .explain("One of two is lost:")
              .explore();
        }
      }
      """;

  @Test
  void aCollectionThatTwoThreadsUseAtTheSameTimeIsNamed() throws Exception {
    var check =
        """
        import org.junit.jupiter.api.Test;
        import toyredis.check.Duel;

        class Check {
          @Test
          void bothAreThere() {
            Duel.in(Counter::new)
                .actor("one", c -> c.add(1))
                .actor("two", c -> c.add(2))
                .explore();
          }
        }
        """;
    var deque = "private final java.util.Deque<Long> all = new java.util.ArrayDeque<>();\n";
    var naive = run(check, counter(deque + "Object add(long n) { return all.add(n); }"));
    assertTrue(naive.contains("two calls add while one is in the midst of add of the same"), naive);
    var guarded =
        run(check, counter(deque + "synchronized Object add(long n) { return all.add(n); }"));
    assertEquals(SECRET + " solved", last(guarded), guarded);
  }

  private static String counter(String members) {
    return "final class Counter {\n  private int n;\n" + members + "\n}\n";
  }

  private static final String NAIVE =
      "  int increment() { return ++n; }\n  int get() { return n; }";

  @Test
  void anUpdateLostBetweenTwoHalvesOfALineIsShownLineByLine() throws Exception {
    var output = run(COUNTER_CHECK, counter(NAIVE));
    assertTrue(output.contains("  failed  both increments count"), output);
    assertTrue(output.contains("One of two is lost:"), output);
    assertTrue(output.contains("  3 int increment() { return ++n; }"), output);
    assertTrue(output.contains("Answered: 1 and 1, and at the end 1."), output);
    assertFailed(output);
  }

  @Test
  void whateverGuardsTheCounterIsRight() throws Exception {
    var right =
        List.of(
            "  synchronized int increment() { return ++n; }\n"
                + "  synchronized int get() { return n; }",
            """
              private final java.util.concurrent.locks.StampedLock lock =
                  new java.util.concurrent.locks.StampedLock();
              int increment() {
                long stamp = lock.writeLock();
                try { return ++n; } finally { lock.unlockWrite(stamp); }
              }
              int get() { return n; }
            """,
            """
              private final java.util.concurrent.Semaphore one = new java.util.concurrent.Semaphore(1);
              int increment() {
                while (!one.tryAcquire()) Thread.onSpinWait();
                try { return ++n; } finally { one.release(); }
              }
              int get() { return n; }
            """,
            """
              private final java.util.concurrent.atomic.AtomicInteger a =
                  new java.util.concurrent.atomic.AtomicInteger();
              int increment() {
                while (true) {
                  int seen = a.get();
                  if (a.compareAndSet(seen, seen + 1)) return seen + 1;
                }
              }
              int get() { return a.get(); }
            """);
    for (var members : right) {
      var output = run(COUNTER_CHECK, counter(members));
      assertEquals(SECRET + " solved", last(output), output);
    }
  }

  private static final String MEETING_CHECK =
      """
      import org.junit.jupiter.api.Test;
      import toyredis.check.Duel;

      class Check {
        @Test
        void bothComeToTheirEnds() {
          Duel.in(Meeting::new)
              .actor("one", meeting -> meeting.one())
              .actor("other", meeting -> meeting.other())
              .explore();
        }
      }
      """;

  @Test
  void aDeadlockIsFoundAndBothStacksAreShown() throws Exception {
    var output =
        run(
            MEETING_CHECK,
            """
            final class Meeting {
              private final Object a = new Object();
              private final Object b = new Object();
              int one() { synchronized (a) { synchronized (b) { return 1; } } }
              int other() {
                synchronized (b) {
                  synchronized (a) { return 2; }
                }
              }
            }
            """);
    assertTrue(output.contains("Deadlock: they wait for each other."), output);
    assertTrue(output.contains("one waits for Object, which other holds"), output);
    assertTrue(output.contains("at other, line 7: synchronized (a) { return 2; }"), output);
    assertFailed(output);
  }

  @Test
  void aWakeUpThatComesBeforeTheWaitIsMissed() throws Exception {
    var output =
        run(
            MEETING_CHECK,
            """
            final class Meeting {
              private volatile boolean there;
              int one() throws InterruptedException {
                if (!there) {
                  synchronized (this) { wait(); }
                }
                return 1;
              }
              int other() {
                there = true;
                synchronized (this) { notifyAll(); }
                return 2;
              }
            }
            """);
    assertTrue(output.contains("It waits for ever."), output);
    assertTrue(output.contains("at one, line 5: synchronized (this) { wait(); }"), output);
    assertFailed(output);
  }

  @Test
  void oneWhoGoesRoundForEverIsFound() throws Exception {
    var output =
        run(
            MEETING_CHECK,
            """
            final class Meeting {
              private volatile boolean there;
              int one() { while (!there) Thread.onSpinWait(); return 1; }
              int other() { return 2; }
            }
            """);
    assertTrue(output.contains("goes round in a circle"), output);
    assertFailed(output);
  }

  @Test
  void oneWhoMayWaitMayLookAgainAndAgainAndKeepsTheJudgeFromNothing() throws Exception {
    var judge =
        """
        .mayWait("one")
                .judge(
                    (meeting, _) -> {
                      for (int look = 0; look < 20; look++) {
                        synchronized (meeting) { meeting.wait(1); }
                      }
                    })
                .explore()\
        """;
    var output =
        run(
            MEETING_CHECK.replace(".explore()", judge),
            """
            final class Meeting {
              private boolean there;
              synchronized int one() throws InterruptedException {
                while (!there) wait(1);
                return 1;
              }
              int other() { return 2; }
            }
            """);
    assertEquals(SECRET + " solved", last(output), output);
  }

  @Test
  void twoInAMapThatIsMadeForOneAreFound() throws Exception {
    var output =
        run(
            """
            import org.junit.jupiter.api.Test;
            import toyredis.check.Duel;
            import toyredis.check.Fragile;

            class Check {
              @Test
              void theMapIsGuarded() {
                Duel.in(() -> new Meeting(Fragile.map()))
                    .actor("GET", meeting -> meeting.get())
                    .actor("SET", meeting -> meeting.set())
                    .explore();
              }
            }
            """,
            """
            import java.util.Map;
            final class Meeting {
              private final Map<String, String> map;
              Meeting(Map<String, String> map) { this.map = map; }
              String get() { return map.get("k"); }
              synchronized String set() { return map.put("k", "v"); }
            }
            """);
    assertTrue(
        output.contains("SET calls put of the map while GET is in the midst of get"), output);
    assertFailed(output);
  }

  @Test
  void onlyTheSecretIsAVerdict() throws Exception {
    var enders = List.of("System.exit(0);", "Runtime.getRuntime().halt(0);");
    for (var end : enders) {
      var output =
          run(
              COUNTER_CHECK,
              counter(
                  "  int get() { return 1; }\n  int increment() { System.out.println(\"solved\"); "
                      + end
                      + " return 1; }"));
      assertFalse(output.contains(SECRET), output);
    }
  }

  @Test
  void aClassOfTheReadersTakesNobodysPlace() throws Exception {
    var output =
        run(
            COUNTER_CHECK,
            counter(NAIVE) + "class Check { @org.junit.jupiter.api.Test void fine() {} }",
            "package toyredis.check; public class Duel<W> { }");
    assertTrue(output.contains("  failed  both increments count"), output);
    assertFailed(output);
  }

  @Test
  void anExceptionInAThreadOfTheReadersIsAFailure() throws Exception {
    var output =
        run(
            COUNTER_CHECK,
            counter(
                """
                  int get() { return 0; }
                  int increment() throws InterruptedException {
                    var thread = new Thread(() -> { throw new IllegalStateException("lost"); });
                    thread.start();
                    thread.join();
                    return 0;
                  }
                """));
    assertTrue(
        output.contains("Your code ended with java.lang.IllegalStateException: lost"), output);
    assertFailed(output);
  }

  @Test
  void howItEndedIsToldWhateverItEndedWith() throws Exception {
    var get = "  int get() { return 0; }\n";
    var endless =
        run(
            COUNTER_CHECK,
            counter(get + "int increment() { return 1; }\n  Counter() { new Counter(); }"));
    assertTrue(endless.contains("java.lang.StackOverflowError"), endless);
    assertTrue(endless.lines().count() < 40, () -> endless.lines().count() + " lines");
    assertFailed(endless);
    var memory =
        run(
            COUNTER_CHECK,
            counter(get + "int increment() { return 1; }\n" + made("OutOfMemoryError")));
    assertTrue(memory.contains("OutOfMemoryError"), memory);
    assertFailed(memory);
    var broken =
        run(
            COUNTER_CHECK,
            counter(
                get
                    + "int increment() { return 1; }\n"
                    + "static final int N = Integer.parseInt(\"no number\");"));
    assertTrue(broken.contains("NumberFormatException"), broken);
    assertFailed(broken);
    var dumb =
        run(
            COUNTER_CHECK,
            counter(
                get
                    + "int increment() { return 1; }\n"
                    + "static class Dumb extends Error { public String toString() { throw this; }"
                    + " }\n"
                    + made("Dumb")));
    assertTrue(dumb.contains("a Counter$Dumb that cannot be shown"), dumb);
    assertFailed(dumb);
  }

  private static String made(String error) {
    return "Counter() { throw new " + error + "(); }";
  }

  @Test
  void aCollectionWithASubclassIsGuardedByItsOwnCallsOnly() throws Exception {
    var members =
        """
        static class Bounded extends java.util.HashMap<Long, Long> { int limit = 9; %s }
        private final java.util.Map<Long, Long> all = new Bounded();
        Object add(long n) { return all.put(n, n); }
        """;
    var check =
        """
        import org.junit.jupiter.api.Test;
        import toyredis.check.Duel;

        class Check {
          @Test
          void bothAreThere() {
            Duel.in(Counter::new)
                .actor("one", c -> c.add(1))
                .actor("two", c -> c.add(2))
                .explore();
          }
        }
        """;
    var naive = run(check, counter(members.formatted("")));
    assertTrue(naive.contains("two calls put while one is in the midst of put of the same"), naive);
    var guarded =
        run(
            check,
            counter(
                members.formatted(
                    "@Override public synchronized Long put(Long k, Long v)"
                        + " { return super.put(k, v); }")));
    assertEquals(SECRET + " solved", last(guarded), guarded);
  }

  @Test
  void outputWithoutEndIsCutAndTheVerdictIsStillThere() throws Exception {
    var output =
        run(
            COUNTER_CHECK,
            counter(
                "  int get() { return n; }\n"
                    + "  int increment() { System.out.println(\"x\".repeat(9_999)); return ++n;"
                    + " }"));
    assertTrue(output.length() < 10_000, () -> output.length() + " characters");
    assertTrue(output.contains("(what more is printed is left out)"), output);
    assertFailed(output);
  }

  @Test
  void threadsWithoutEndEndTheCheck() throws Exception {
    var output =
        run(
            COUNTER_CHECK,
            counter(
                """
                  int get() { return n; }
                  int increment() {
                    while (true) {
                      Thread.ofPlatform().daemon().start(() -> {
                        try { Thread.sleep(60_000); } catch (InterruptedException e) { return; }
                      });
                    }
                  }
                """));
    assertTrue(output.contains("Your code has more than 1,000 threads."), output);
    assertFailed(output);
  }

  @Test
  void aCheckThatTestsNothingSolvesNothing() throws Exception {
    assertFailed(run("class Check {}", counter(NAIVE)));
  }

  private static void assertFailed(String output) {
    assertEquals(SECRET + " failed", last(output), output);
  }

  private static String last(String output) {
    return output.strip().lines().reduce("", (_, line) -> line);
  }

  /** Sources of the check, of the reader, and of another file of the reader's. */
  private String run(String check, String... reader) throws Exception {
    var run = Files.createTempDirectory(folder, "run");
    var sources = Files.createDirectory(run.resolve("sources"));
    var readers = compile(sources, run.resolve("reader"), reader);
    var all = new ArrayList<>(List.of(reader[0].replaceAll("class Check.*", "")));
    all.addFirst(check);
    var checks =
        compile(
            Files.createDirectory(run.resolve("c")),
            run.resolve("check"),
            all.toArray(new String[0]));
    try (var classes =
        Files.newDirectoryStream(
            checks, file -> !file.getFileName().toString().startsWith("Check"))) {
      for (var file : classes) Files.delete(file);
    }
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CheckRunner.class.getName(),
                checks.toString(),
                readers.toString(),
                sources.toString())
            .redirectErrorStream(true)
            .start();
    try (var in = process.outputWriter()) {
      in.write(SECRET + "\n");
      in.flush();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), output);
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path compile(Path sources, Path classes, String... texts) throws IOException {
    var files = new ArrayList<String>();
    for (var text : texts) {
      var name = text.replaceAll("(?s).*?class (\\w+).*", "$1");
      files.add(Files.writeString(sources.resolve(name + ".java"), text).toString());
    }
    files.addAll(
        0, List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler().run(null, null, null, files.toArray(new String[0])));
    return classes;
  }
}
