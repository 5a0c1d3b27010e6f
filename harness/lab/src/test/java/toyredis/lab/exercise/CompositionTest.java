package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionTest {
  private static final Source SOLUTION =
      new Source(
          "A.java",
          "class A {\n"
              + "  int x = 1;\n"
              + "  A() {}\n"
              + "  int f(int n) { return n; }\n"
              + "  int f() { return 0; }\n"
              + "  record R() {}\n"
              + "}\n");

  private static String of(String parts) throws Exception {
    return Composition.of(List.of(SOLUTION), parts)
        .getFirst()
        .text()
        .replaceAll("\\s+", " ")
        .strip();
  }

  @Test
  void aMethodReplacesThatOfItsNameAndNumberOfParameters() throws Exception {
    assertEquals(
        "class A { int x = 1; A() {} int f(int m) { return 7; } int f() { return 0; } record R() {}"
            + " }",
        of("int f(int m) { return 7; }"));
  }

  @Test
  void fieldsConstructorsAndNestedClassesAreReplacedAndOthersAdded() throws Exception {
    assertEquals(
        "import java.util.List; class A { long x; A() { x = 2; } int f(int n) { return n; }"
            + " int f() { return 0; } record R(int y) {} List<R> all; }",
        of("import java.util.List;\nlong x;\nA() { x = 2; }\nrecord R(int y) {}\nList<R> all;"));
  }

  @Test
  void aMemberIsRemoved() throws Exception {
    assertEquals("class A { int x = 1; A() {} record R() {} }", of("//- f"));
  }

  @Test
  void aWholeFileStandsInsteadOfTheSolution() throws Exception {
    assertEquals("final class A { }", of("final class A { }"));
  }
}
