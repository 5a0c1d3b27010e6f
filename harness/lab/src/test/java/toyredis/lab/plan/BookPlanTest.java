package toyredis.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.SampleResults;
import toyredis.results.LoadSettings;
import toyredis.results.Result;
import toyredis.results.Results;

class BookPlanTest {
  @TempDir private Path folder;

  @Test
  void thePlanCoversEveryExperimentForEveryStep() {
    var files = new HashSet<String>();
    for (var run : BookPlan.runs()) assertTrue(files.add(run.file()), "twice: " + run.file());
    for (int step = 1; step <= 5; step++) {
      assertTrue(files.remove("race-step" + step + ".json"));
      for (int connections : List.of(500, 800, 1000, 1200)) {
        assertTrue(files.remove("original-step" + step + "-c" + connections + ".json"));
      }
      for (int repetition = 1; repetition <= 3; repetition++) {
        assertTrue(files.remove("saturated-step" + step + "-r" + repetition + ".json"));
      }
    }
    assertTrue(files.isEmpty(), files.toString());
  }

  @Test
  void thePlanIsMeantToTakeLessThanThreeMinutesAndAHalf() {
    double seconds = BookPlan.runs().stream().mapToDouble(BookPlan.Run::seconds).sum();
    assertTrue(seconds <= 210, seconds + " s");
  }

  @Test
  void theStepsTakeTurnsInBeginningARound() {
    var saturated =
        BookPlan.runs().stream().filter(r -> r.experiment().equals("saturated")).toList();
    for (int round = 0; round < 3; round++) {
      var steps = saturated.subList(5 * round, 5 * round + 5);
      assertEquals(5, steps.stream().map(BookPlan.Run::step).distinct().count());
      assertEquals(round + 1, steps.getFirst().step().number());
    }
  }

  @Test
  void theSaturatedLoadIsFiftyConnectionsWithoutThinkTime() {
    var run =
        (BookPlan.Load)
            BookPlan.runs().stream()
                .filter(r -> r.file().equals("saturated-step1-r2.json"))
                .findFirst()
                .orElseThrow();
    assertEquals(LoadSettings.closedLoop(50).withTimes(2, 3).withSeed(2), run.settings());
  }

  @Test
  void inAnEmptyFolderEverythingIsMissingAndInAFullOneNothing() throws IOException {
    assertEquals(BookPlan.runs(), BookPlan.missing(folder));
    assertEquals(BookPlan.runs(), BookPlan.missing(folder.resolve("nowhere")));
    for (var run : BookPlan.runs()) SampleResults.write(folder, run);
    assertEquals(List.of(), BookPlan.missing(folder));
  }

  @Test
  void aFileThatIsNoResultOfItsRunIsMissing() throws IOException {
    var runs = BookPlan.runs();
    for (var run : runs) SampleResults.write(folder, run);
    var damaged = runs.get(0);
    Files.writeString(folder.resolve(damaged.file()), "{\"format\" : 1, ");
    var old = runs.get(7);
    var oldFile = folder.resolve(old.file());
    Files.writeString(
        oldFile,
        Files.readString(oldFile).replace("\"format\" : " + Result.FORMAT, "\"format\" : 0"));
    var ofAnotherStep = runs.get(8);
    Results.write(folder.resolve(ofAnotherStep.file()), SampleResults.of(runs.get(9)));
    var shorter = (BookPlan.Load) runs.getLast();
    var file = folder.resolve(shorter.file());
    Files.writeString(
        file, Files.readString(file).replace("\"seconds\" : 3.0", "\"seconds\" : 1.0"));
    assertEquals(List.of(damaged, old, ofAnotherStep, shorter), BookPlan.missing(folder));
  }
}
