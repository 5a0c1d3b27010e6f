package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import toyredis.results.Changed;
import toyredis.results.LoadResult;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class LoadDiffTest {
  private static final LoadResult A = Synthetic.saturated(Step.NAIVE_MAP, 1, 10);
  private static final LoadResult B = Synthetic.saturated(Step.MUTEX, 2, 15);

  private static String line(String text, String name) {
    return text.lines().filter(line -> line.startsWith(name, 2)).findFirst().orElseThrow();
  }

  @Test
  void whatDiffersIsMarkedAndFiguresHaveTheirRatio() {
    var text = LoadDiff.of("first", A, "second", B, 80);
    assertTrue(line(text, "server ").startsWith("* server              step1"), text);
    assertTrue(line(text, "seed").startsWith("*"), text);
    assertTrue(line(text, "connections").startsWith("  connections         50 "), text);
    assertTrue(line(text, "commands").contains("GET 80, SET 20"), text);
    assertTrue(line(text, "server CPU").endsWith(" 1.50"), text);
    assertTrue(text.contains("One run each decides nothing"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
  }

  @Test
  void resultsOfDifferentMachinesAreNotJudgedAndTheFieldIsNamed() {
    var text = LoadDiff.of("first", A, "second", on(B, "Linux 1.0"), 80);
    assertTrue(text.contains("No ratios, no verdict: the machines differ (kernel: "), text);
    assertTrue(text.contains("and Linux 1.0"), text);
    assertFalse(text.contains("second / first"), text);
    assertTrue(line(text, "server CPU").strip().endsWith("15.0"), text);
  }

  @Test
  void anUnknownFigureIsNotDivided() {
    var text = LoadDiff.of("first", Synthetic.saturated(Step.MUTEX, 1, 0), "second", B, 80);
    assertEquals(
        "server CPU µs/op    –                     15.0", line(text, "server CPU").strip());
  }

  private static LoadResult on(LoadResult r, String os) {
    return Changed.with(r, "machine", Changed.with(r.machine(), "os", os));
  }
}
