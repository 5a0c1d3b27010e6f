package toyredis.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.SampleResults;
import toyredis.lab.option.Sweep;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;

class ComparePlanTest {
  private static final Machine MACHINE = new Machine("", 2, 0, "", "", 0, 0, "", 0, "");
  private static final Sweep SWEEP = new Sweep(SweptParameter.CONNECTIONS, List.of("50", "200"));

  @TempDir private Path folder;

  private static ComparePlan plan(Sweep sweep, long seed, boolean ceiling) {
    var load =
        LoadSettings.closedLoop(50)
            .withArrivals(LoadSettings.Arrivals.closed(0, 99))
            .withSeed(seed);
    var servers = List.of("step1", "step2", "step4/batch");
    var experiment = new Experiment("compare", servers, sweep, load, 6, ceiling);
    return new ComparePlan(ComparePlan.FORMAT, "step1", experiment, MACHINE);
  }

  private static List<Run.Load> runs(Sweep sweep, long seed, boolean ceiling) {
    return plan(sweep, seed, ceiling).experiment().runs();
  }

  @Test
  void inEachBlockEachServerMeetsEachValueOnceSideBySide() {
    var runs = runs(SWEEP, 1, false);
    assertEquals(6 * 2 * 3, runs.size());
    for (int i = 0; i < runs.size(); i += 3) {
      var together = runs.subList(i, i + 3);
      assertEquals(
          Set.of("step1", "step2", "step4/batch"),
          new HashSet<>(together.stream().map(Run.Load::server).toList()));
      assertEquals(1, together.stream().map(Run.Load::value).distinct().count());
      assertEquals(1, together.stream().map(Run.Load::load).distinct().count());
      int block = i / 6 + 1;
      assertTrue(together.stream().allMatch(run -> run.block() == block));
    }
    assertEquals(runs.size(), runs.stream().map(Run::name).distinct().count());
  }

  @Test
  void theOrderFollowsFromTheSeedAndDiffersFromBlockToBlock() {
    var order = servers(runs(Sweep.NONE, 1, false));
    assertEquals(order, servers(runs(Sweep.NONE, 1, false)));
    assertNotEquals(order, servers(runs(Sweep.NONE, 2, false)));
    var blocks = new HashSet<List<String>>();
    for (int i = 0; i < order.size(); i += 3) blocks.add(order.subList(i, i + 3));
    assertTrue(blocks.size() > 1, blocks.toString());
  }

  private static List<String> servers(List<Run.Load> runs) {
    return runs.stream().map(Run::server).toList();
  }

  @Test
  void theSweptParameterAndTheBlocksSeedAreInTheLoad() {
    for (var run : runs(SWEEP, 7, false)) {
      assertEquals(run.value(), "" + run.load().connections());
      assertEquals(7 + run.block() - 1, run.load().seed());
    }
  }

  @Test
  void theCeilingIsMeasuredOnceForEachValue() {
    var ceilings =
        runs(SWEEP, 1, true).stream().filter(run -> run.server().equals("null")).toList();
    assertEquals(Set.of("50", "200"), Set.copyOf(ceilings.stream().map(r -> r.value()).toList()));
    assertEquals(2, ceilings.size());
    assertTrue(ceilings.stream().allMatch(run -> run.block() == 1));
    var pauses = LoadSettings.Arrivals.closed(0, 99);
    var thinking = runs(SWEEP, 1, true); // the plan's load has think time
    assertTrue(thinking.stream().anyMatch(run -> run.load().arrivals().equals(pauses)));
    assertTrue(
        ceilings.stream()
            .allMatch(run -> run.load().arrivals().equals(LoadSettings.Arrivals.closed(0, 0))));
  }

  @Test
  void aPlanComesBackFromItsFileAsItWas() throws IOException {
    var plan = plan(SWEEP, 3, true);
    plan.write(folder);
    assertEquals(plan, ComparePlan.read(folder));
  }

  @Test
  void aFolderWithoutAPlanIsSaidByName() {
    var e = assertThrows(IOException.class, () -> ComparePlan.read(folder));
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
  }

  @Test
  void aPlanThatCannotBeRunIsRefusedWithItsFileAndTheReason() throws IOException {
    plan(SWEEP, 3, true).write(folder);
    var file = ComparePlan.planFile(folder);
    var good = Files.readString(file);
    refused(file, "{}", "format");
    refused(file, good.replace("\"format\" : 3", "\"format\" : 9"), "format 9");
    refused(file, good.replaceFirst("\"load\" : \\{", "\"load\" : null, \"x\" : {"), "x");
    refused(file, good.replaceFirst("\"blocks\" : 6", "\"blocks\" : 0"), "blocks");
    refused(file, good.replaceFirst("\"blocks\" : 6,", ""), "blocks is missing");
    refused(file, good.replaceFirst("\"pipeline\" : 1", "\"pipeline\" : 0"), "pipeline");
    refused(file, good.replace("step4/batch", "step4/fast"), "fast");
    refused(file, good.replace("step4/batch", "all"), "all");
    refused(file, good.replaceFirst("\\[[^]]*step1[^]]*]", "[]"), "baseline 'step1'");
    refused(file, good.replaceFirst("\\[[^]]*200[^]]*]", "[]"), "no value");
    refused(file, good.replace("\"200\"", "\"many\""), "many");
    refused(file, good.replace("CONNECTIONS", "WARP"), "WARP");
  }

  private void refused(Path file, String text, String why) throws IOException {
    Files.writeString(file, text);
    var message = assertThrows(IOException.class, () -> ComparePlan.read(folder)).getMessage();
    assertTrue(message.startsWith(file.toString()) && message.contains(why), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFolderThatHasAPlanGetsNoOther() throws IOException {
    plan(SWEEP, 3, true).write(folder);
    assertThrows(FileAlreadyExistsException.class, () -> plan(SWEEP, 4, true).write(folder));
    assertEquals(plan(SWEEP, 3, true), ComparePlan.read(folder));
  }

  @Test
  void theComparisonHasTheServersInTheirOrderAndTheirBlocks() throws IOException {
    var plan = plan(SWEEP, 1, true);
    var runs = plan.experiment().runs();
    for (var run : runs) SampleResults.write(ComparePlan.runs(folder), run);
    var comparison = plan.comparison(folder);
    assertEquals(List.of("50", "200"), comparison.values());
    assertEquals(
        List.of("step1", "step2", "step4/batch", "null"),
        comparison.runs().stream().map(ComparedRun::server).distinct().toList());
    assertEquals(runs.size(), comparison.runs().size());
  }
}
