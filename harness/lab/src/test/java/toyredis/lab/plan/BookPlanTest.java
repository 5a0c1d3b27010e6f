package toyredis.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.SampleResults;
import toyredis.results.Result;
import toyredis.results.Results;

class BookPlanTest {
  @TempDir private Path folder;

  private List<Run> missing() {
    return BookPlan.runs().stream().filter(run -> run.result(folder) == null).toList();
  }

  @Test
  void thePlanCoversEveryExperimentWithItsServersAndItsBlocks() {
    var names = new TreeSet<String>();
    for (var run : BookPlan.runs()) assertTrue(names.add(run.name()), "twice: " + run.name());
    var expected = new TreeSet<String>();
    for (int step = 1; step <= 5; step++) expected.add("race-step" + step);
    for (int connections : List.of(500, 800, 1000, 1200)) {
      var part = "-c" + connections;
      addBlocks(expected, 2, "original-step1" + part, "original-step2" + part, "law-step2" + part);
      addBlocks(expected, 2, "original-step3" + part, "law-step3" + part);
    }
    for (int step = 1; step <= 5; step++) addBlocks(expected, 6, "saturated-step" + step);
    addBlocks(expected, 6, "saturated-step5-multi-loop");
    addBlocks(expected, 6, "pipelined-step2", "pipelined-step4", "pipelined-step4-batch");
    addBlocks(expected, 6, "connections-step2-platform", "connections-step2", "connections-step5");
    expected.addAll(List.of("profile-step1", "profile-step5"));
    assertEquals(expected, names);
  }

  private static void addBlocks(Set<String> names, int blocks, String... prefixes) {
    for (var prefix : prefixes) {
      for (int block = 1; block <= blocks; block++) names.add(prefix + "-b" + block);
    }
  }

  @Test
  void thePlanIsMeantToTakeLessThanFiveMinutes() {
    double seconds = BookPlan.runs().stream().mapToDouble(Run::seconds).sum();
    assertTrue(seconds <= 290, seconds + " s");
  }

  @Test
  void theSeedOfALoadTellsItsBlockSoThatExperimentsCanBePaired() {
    for (var run : BookPlan.runs()) {
      if (run instanceof Run.Load load) assertEquals(load.block(), load.load().seed());
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
    var loads = runs.stream().filter(Run.Load.class::isInstance).toList();
    var old = loads.get(0);
    change(old, "\"format\" : " + Result.FORMAT, "\"format\" : 0");
    var ofAnotherStep = loads.get(1);
    change(ofAnotherStep, "\"name\" : \"step", "\"name\" : \"step9");
    var ofAnotherExperiment = loads.get(2);
    change(ofAnotherExperiment, "\"original\"", "\"saturated\"");
    var ofAnotherVariant =
        loads.stream().filter(run -> run.server().equals("step4/batch")).findFirst().orElseThrow();
    change(ofAnotherVariant, "\"variant\" : \"batch\"", "\"variant\" : \"per-command\"");
    var shorter = runs.getLast();
    change(shorter, "\"warmupSeconds\" : 1.2", "\"warmupSeconds\" : 1.0");
    var bad = List.of(damaged, old, ofAnotherStep, ofAnotherExperiment, ofAnotherVariant, shorter);
    assertEquals(bad, missing());
    var ofAnotherPlan = folder.resolve("saturated-step1-r1.json");
    Results.write(ofAnotherPlan, SampleResults.of(old));
    var foreign = Files.writeString(folder.resolve("notes.txt"), "mine");

    assertEquals(bad, BookPlan.clear(folder, false));
    for (var run : runs) assertEquals(!bad.contains(run), Files.exists(run.file(folder)));
    assertTrue(Files.notExists(ofAnotherPlan));
    assertTrue(Files.exists(foreign));

    assertEquals(runs, BookPlan.clear(folder, true));
    assertEquals(List.of(foreign), Files.list(folder).toList());
  }

  private void change(Run run, String what, String by) throws IOException {
    var text = Files.readString(run.file(folder));
    assertTrue(text.contains(what), text);
    Files.writeString(run.file(folder), text.replace(what, by));
  }
}
