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

  private List<Run> missing() {
    return BookPlan.runs().stream().filter(run -> run.result(folder) == null).toList();
  }

  @Test
  void thePlanCoversEveryExperimentForEveryStep() {
    var names = new HashSet<String>();
    for (var run : BookPlan.runs()) assertTrue(names.add(run.name()), "twice: " + run.name());
    for (int step = 1; step <= 5; step++) {
      assertTrue(names.remove("race-step" + step));
      for (int connections : List.of(500, 800, 1000, 1200)) {
        assertTrue(names.remove("original-step" + step + "-c" + connections + "-b1"));
        assertTrue(names.remove("original-step" + step + "-c" + connections + "-b2"));
      }
      for (int block = 1; block <= 6; block++) {
        assertTrue(names.remove("saturated-step" + step + "-b" + block));
      }
    }
    assertTrue(names.isEmpty(), names.toString());
  }

  @Test
  void thePlanIsMeantToTakeFourMinutesAtMost() {
    double seconds = BookPlan.runs().stream().mapToDouble(Run::seconds).sum();
    assertTrue(seconds <= 240, seconds + " s");
  }

  @Test
  void theSaturatedLoadIsFiftyConnectionsWithoutThinkTimeAndItsSeedTellsTheBlock() {
    for (var run : BookPlan.runs()) {
      if (!(run instanceof Run.Load load) || !run.experiment().equals("saturated")) continue;
      var expected = LoadSettings.closedLoop(50).withTimes(1.5, 2).withSeed(load.block());
      assertEquals(expected, load.load());
    }
  }

  @Test
  void inAnEmptyFolderEverythingIsMissingAndInAFullOneNothing() throws IOException {
    assertEquals(BookPlan.runs(), missing());
    for (var run : BookPlan.runs()) SampleResults.write(folder, run);
    assertEquals(List.of(), missing());
  }

  @Test
  void whatIsNoResultOfItsRunIsMissingAndIsCleared() throws IOException {
    var runs = BookPlan.runs();
    for (var run : runs) SampleResults.write(folder, run);
    var damaged = runs.get(0);
    Files.writeString(damaged.file(folder), "{\"format\" : 1, ");
    var old = runs.get(7);
    change(old, "\"format\" : " + Result.FORMAT, "\"format\" : 0");
    var ofAnotherStep = runs.get(8);
    change(ofAnotherStep, "\"name\" : \"step", "\"name\" : \"step9");
    var ofAnotherExperiment = runs.get(9);
    change(ofAnotherExperiment, "\"original\"", "\"saturated\"");
    var shorter = runs.getLast();
    change(shorter, "\"seconds\" : 2.0", "\"seconds\" : 1.0");
    var bad = List.of(damaged, old, ofAnotherStep, ofAnotherExperiment, shorter);
    assertEquals(bad, missing());
    var ofAnotherPlan = folder.resolve("saturated-step1-r1.json");
    Results.write(ofAnotherPlan, SampleResults.of(runs.getLast()));
    var foreign = Files.writeString(folder.resolve("notes.txt"), "mine");

    BookPlan.clear(folder, false);
    for (var run : runs) assertEquals(!bad.contains(run), Files.exists(run.file(folder)));
    assertTrue(Files.notExists(ofAnotherPlan));
    assertTrue(Files.exists(foreign));

    BookPlan.clear(folder, true);
    assertEquals(List.of(foreign), Files.list(folder).toList());
  }

  private void change(Run run, String what, String by) throws IOException {
    var text = Files.readString(run.file(folder));
    assertTrue(text.contains(what), text);
    Files.writeString(run.file(folder), text.replace(what, by));
  }
}
