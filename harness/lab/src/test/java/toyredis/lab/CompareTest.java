package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import toyredis.lab.plan.ComparePlan;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** {@code lab compare} with real steps, from their jars. */
@Tag("slow")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CompareTest {
  private final String name = "test-" + UUID.randomUUID();
  private final Path folder = Checkout.ofThisLab().results().resolve("compare-" + name);

  @BeforeEach
  void jarsAreBuilt() {
    for (var step : new Step[] {Step.MUTEX, Step.EVENT_LOOP}) {
      var jar = Path.of(step.folder(), "target", step.folder() + ".jar");
      assumeTrue(Files.exists(Checkout.ofThisLab().root().resolve(jar)), jar + " is not built");
    }
  }

  private LabRun compare() {
    return LabRun.of(
        ("compare step2 5 -r 1 --sweep connections=5,10 --baseline step5 --no-ceiling --seed 3"
                + " --warmup 50ms -d 50ms --name "
                + name)
            .split(" "));
  }

  @Test
  void aComparisonIsMeasuredKeptAndGoesOnWhereItWasStopped() throws IOException {
    var first = compare();
    assertEquals(0, first.exit(), first.err());
    assertTrue(first.out().contains("Comparing step2, step5: 1 block, seed 3"), first.out());
    assertTrue(first.out().contains("4 runs, about"), first.out());
    assertTrue(first.out().contains("==== connections 10 ===="), first.out());
    assertTrue(first.out().contains("divided by step5"), first.out());
    assertTrue(first.out().contains("inconclusive"), "one run decides nothing: " + first.out());
    assertEquals(5, Files.readAllLines(folder.resolve("summary.csv")).size());
    assertTrue(first.out().contains(Files.readString(folder.resolve("summary.txt"))));

    var page = Files.readString(folder.resolve("charts/index.html"));
    assertTrue(page.contains("./lab compare step2 5 -r 1"), "it says how to repeat it: " + page);

    var again = compare();
    assertEquals(1, again.exit(), again.out());
    assertTrue(again.err().contains("--resume"), again.err());

    var kept = folder.resolve("runs/compare-step2-c10-b1.json");
    var when = Files.getLastModifiedTime(kept);
    Files.delete(folder.resolve("runs/compare-step5-c5-b1.json"));
    var resumed = LabRun.of("compare", "--resume", folder.toString());
    assertEquals(0, resumed.exit(), resumed.err());
    assertTrue(resumed.out().contains("1 run (3 are there from before)"), resumed.out());
    assertTrue(Files.exists(folder.resolve("runs/compare-step5-c5-b1.json")));
    assertEquals(when, Files.getLastModifiedTime(kept));

    Files.delete(folder.resolve("runs/compare-step5-c5-b1.json"));
    var plan = folder.resolve("plan.json");
    Files.writeString(
        plan, Files.readString(plan).replaceFirst("\"cores\" : \\d+", "\"cores\" : 999"));
    var elsewhere = LabRun.of("compare", "--resume", folder.toString());
    assertEquals(1, elsewhere.exit(), elsewhere.out());
    assertEquals(1, elsewhere.err().lines().count(), elsewhere.err());
    assertTrue(elsewhere.err().contains("cores: 999 and"), elsewhere.err());
  }

  @Test
  void ctrlCKeepsFinishedRunsAndSaysHowToGoOn(@TempDir Path results) throws Exception {
    var args = "compare step5 step2 -r 9 --no-ceiling --warmup 50ms -d 100ms --name " + name;
    var lab = ChildLab.start(results, args.split(" "));
    var stopped = results.resolve("compare-" + name);
    try (var lines = lab.inputReader()) {
      for (var line = lines.readLine(); !line.contains(" 1/18 "); line = lines.readLine()) {}
      ChildLab.interrupt(lab);
      assertTrue(lab.waitFor(10, TimeUnit.SECONDS));
      assertEquals(130, lab.exitValue());
      var farewell = lines.lines().toList().getLast();
      assertTrue(farewell.endsWith("./lab compare --resume " + stopped + " goes on from there."));
    } finally {
      lab.destroyForcibly();
    }
    int kept = ComparePlan.read(stopped).comparison(stopped).runs().size();
    assertTrue(kept >= 1 && kept < 18, kept + " runs were kept");
  }
}
