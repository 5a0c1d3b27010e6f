package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.process.Checkout;
import toyredis.report.book.Exercise;

/** Whatever the reader's file holds, the check says what is wrong with it. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class HostileFilesTest {
  private static final String SOLUTION = "class Twice { int of(int n) { return n + n; } }";

  private static final int FEW_SECONDS = 3;

  @TempDir Path root;
  private Exercise exercise;
  private Path work;

  @BeforeEach
  void make() throws Exception {
    exercise = new Exercise(root, 1, 1, "twice");
    work = Files.createDirectories(exercise.work());
    Files.createDirectories(exercise.starters());
    Files.createDirectories(exercise.checks());
    Files.writeString(
        exercise.starters().resolve("Twice.java"), "class Twice { int of(int n) { return n; } }");
    Files.writeString(
        exercise.checks().resolve("Check.java"),
        """
        import static org.junit.jupiter.api.Assertions.assertEquals;
        import org.junit.jupiter.api.Test;
        class Check {
          @Test void twoIsTwiceOne() { assertEquals(2, new Twice().of(1)); }
        }
        """);
  }

  private ExerciseCheck.Outcome check() throws Exception {
    try (var check = ExerciseCheck.of(Checkout.ofThisLab(), exercise)) {
      return check.of(work);
    }
  }

  /** As {@link #check(String)}, of one that uses up its time. */
  private ExerciseCheck.Outcome endless(String text) throws Exception {
    Files.writeString(work.resolve("Twice.java"), text);
    try (var check = ExerciseCheck.of(Checkout.ofThisLab(), exercise);
        var candidate = check.candidate(Source.of(work))) {
      return candidate.check(List.of(), FEW_SECONDS);
    }
  }

  private ExerciseCheck.Outcome check(String text) throws Exception {
    Files.writeString(work.resolve("Twice.java"), text);
    return check();
  }

  private void assertRefused(String words, String text) throws Exception {
    var outcome = check(text);
    assertFalse(outcome.passed());
    assertTrue(outcome.output().contains(words), outcome.output());
  }

  @Test
  void aSolutionPassesAndTheStarterDoesNot() throws Exception {
    assertTrue(check(SOLUTION).passed());
    assertFalse(check("class Twice { int of(int n) { return n; } }").passed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(0);                                | Twice.java:1 uses java.lang.System.exit:",
        "Runtime.getRuntime().halt(0);                  | uses java.lang.Runtime.halt:",
        "Runnable r = Runtime.getRuntime()::gc; r.run(); | uses java.lang.Runtime.gc:",
        "new ProcessBuilder();                          | uses java.lang.ProcessBuilder:",
        "getClass().getDeclaredMethods();               | uses java.lang.Class.getDeclaredMethods:",
        "new Thread().getContextClassLoader();          | uses"
            + " java.lang.Thread.getContextClassLoader:",
        "java.nio.file.Path.of(\"x\");                  | uses java.nio.file.Path.of:",
        "System.setOut(null);                           | uses java.lang.System.setOut:",
        "new java.util.Scanner(System.in);              | uses java.lang.System.in:",
      })
  void whatReachesBeyondTheExerciseIsRefusedByName(String code, String words) throws Exception {
    assertRefused(words, "class Twice { int of(int n) { " + code + " return 2 * n; } }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lookup.findVarHandle(other.getClass(), \"n\", int.class);",
        "lookup.findVarHandle(n > 0 ? other.getClass() : Twice.class, \"n\", int.class);",
        "Class<?> c = other.getClass(); lookup.findStaticVarHandle(c, \"n\", int.class);",
        "Find f = lookup::findVarHandle; f.find(other.getClass(), \"n\", int.class);",
      })
  void fieldsOfTheChecksObjectsAreOutOfReach(String code) throws Exception {
    assertRefused(
        "VarHandle: write its class, name and type as constants",
        """
        class Twice {
          interface Find { Object find(Class<?> c, String n, Class<?> t) throws Exception; }
          int of(int n) {
            var lookup = java.lang.invoke.MethodHandles.lookup();
            Object other = this;
            try { %s } catch (Exception e) {}
            return n + n;
          }
        }
        """
            .formatted(code));
  }

  @Test
  void ownFieldsHaveVarHandles() throws Exception {
    var outcome =
        check(
            """
            import java.lang.invoke.*;
            class Twice {
              static final VarHandle N, S;
              static {
                try {
                  var lookup = MethodHandles.lookup();
                  N = lookup.findVarHandle(Twice.class, "n", int.class);
                  S = lookup.findStaticVarHandle(Twice.class, "s", String.class);
                } catch (ReflectiveOperationException e) { throw new ExceptionInInitializerError(e); }
              }
              volatile int n;
              static String s;
              int of(int n) { N.getAndAdd(this, 2 * n); S.setVolatile("x"); return this.n; }
            }
            """);
    assertTrue(outcome.passed(), outcome.output());
  }

  @Test
  void whatIsNestedTooDeeplyIsRefused() throws Exception {
    assertRefused(
        "nested too deeply",
        "class Twice { int of(int n) { return "
            + "(".repeat(50_000)
            + "n"
            + ")".repeat(50_000)
            + "; } }");
  }

  @Test
  void whatTheLanguageNeedsIsAllowed() throws Exception {
    var outcome =
        check(
            """
            import java.util.*;
            class Twice {
              sealed interface S permits A, B {}
              record A(int n) implements S {}
              record B(String s) implements S {}
              enum E { X, Y }
              int of(int n) {
                S s = new A(n);
                java.util.function.IntSupplier twice = () -> switch (s) {
                  case A(int m) when m > 0 -> m * 2;
                  case A a -> a.hashCode();
                  case B b -> (b + "x" + n).length();
                };
                E e = E.valueOf("X");
                int more = switch (e) { case X -> 0; case Y -> 1; };
                Integer[][] table = {{1}, {2}};
                System.out.println(List.of(1).stream().map(String::valueOf).toList() + table[0].clone().toString());
                return twice.getAsInt() + more;
              }
            }
            """);
    assertTrue(outcome.passed(), outcome.output());
  }

  @Test
  void exhaustedMemoryIsNamed() throws Exception {
    assertRefused(
        "used up 256 MB",
        "class Twice { int of(int n) { var all = new java.util.ArrayList<long[]>();"
            + " for (;;) all.add(new long[1 << 20]); } }");
  }

  @Test
  void anEndlessLoopEnds() throws Exception {
    var outcome = endless("class Twice { int of(int n) { while (n == n) {} return n; } }");
    assertFalse(outcome.passed());
    assertTrue(outcome.output().contains("in a circle"), outcome.output());
  }

  @Test
  void endlessOutputIsCut() throws Exception {
    var outcome =
        endless("class Twice { int of(int n) { for (;;) System.out.println(\"x\".repeat(99)); } }");
    assertFalse(outcome.passed());
    assertTrue(outcome.output().length() < 100_000, outcome.output().length() + " characters");
  }

  @Test
  void aClassOfTheChecksNameIsRefused() throws Exception {
    assertRefused(
        "the class Check has the name of one of the check's", SOLUTION + " class Check {}");
  }

  @Test
  void aClassInAPackageIsRefused() throws Exception {
    assertRefused("an exercise is in no package", "package org.junit.jupiter.api;\n" + SOLUTION);
  }

  @Test
  void aByteOrderMarkIsDropped() throws Exception {
    assertTrue(check("\uFEFF" + SOLUTION).passed());
  }

  @Test
  void anotherEncodingIsNamedWithItsLine() throws Exception {
    Files.write(
        work.resolve("Twice.java"), ("\n// ü\n" + SOLUTION).getBytes(StandardCharsets.ISO_8859_1));
    var outcome = check();
    assertTrue(outcome.output().startsWith("Twice.java:2: a character"), outcome.output());
  }

  @Test
  void anEmptyFileIsNamed() throws Exception {
    assertRefused("Twice.java is empty", " \n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class Twice { long of(long n) { return n; } }       | Twice has no `int of(int)` any more",
        "class Twice { private int of(int n) { return n; } } | `int of(int)` of Twice is private",
        "class Twice { static int of(int n) { return n; } }  | `int of(int)` of Twice is static"
            + " now",
        "class Twice { Twice(int i) {} int of(int n) { return n; } } | Twice has no `Twice()` any"
            + " more",
        "class Other {}                                      | there is no class Twice any more",
      })
  void aChangedSignatureIsNamed(String text, String words) throws Exception {
    assertRefused(words, text);
  }

  @Test
  void theCompilersErrorsHaveTheirLineAndACaret() throws Exception {
    assertEquals(
        "Twice.java:2: cannot find symbol\n  symbol:   variable m\n  location: class Twice\n"
            + "  int of(int n) { return m; } }\n                         ^",
        check("class Twice {\nint of(int n) { return m; } }").output());
  }
}
