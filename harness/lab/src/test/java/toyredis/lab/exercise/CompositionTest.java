package toyredis.lab.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void aLineSaysWhichFileThePartsAfterItBelongTo() throws Exception {
    var other = new Source("B.java", "class B { int g() { return 0; } }");
    var composed =
        Composition.of(
            List.of(SOLUTION, other),
            "int x = 2;\n//@ B.java\nint g() { return 3; }\n//@ C.java\nclass C {}\n");
    assertEquals(
        List.of("A.java", "B.java", "C.java"), composed.stream().map(Source::name).toList());
    assertTrue(composed.get(0).text().contains("int x = 2;"), composed.toString());
    assertTrue(composed.get(1).text().contains("return 3;"), composed.toString());
  }

  @Test
  void aWholeFileStandsInsteadOfTheSolution() throws Exception {
    assertEquals("final class A { }", of("final class A { }"));
  }
}
