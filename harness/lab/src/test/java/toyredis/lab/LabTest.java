package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.plan.BookPlan;
import toyredis.lab.plan.Runs;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.StepServer;
import toyredis.load.LoadRun;
import toyredis.report.claim.Claim;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.OnError;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Results;
import toyredis.results.StallResult;
import toyredis.results.Step;

/** The lab with the real steps, from their jars. */
@Timeout(60)
@Tag("slow")
class LabTest {
  private static final Pattern KEPT = Pattern.compile("kept in: +(\\S+)");

  @TempDir private Path results;

  @BeforeEach
  void jarsAreBuilt() {
    var root = Checkout.ofThisLab().root();
    for (var step : Step.values()) {
      var jar = root.resolve(step.folder()).resolve("target").resolve(step.folder() + ".jar");
      if (!Files.exists(jar)) System.err.println("SKIPPED: " + jar + " is not built");
      assumeTrue(Files.exists(jar), jar + " is not built; ./mvnw verify builds it");
    }
  }

  @Test
  void raceSaysByItsExitCodeThatAStepBrokeItsPromise() {
    assumeTrue(
        Runtime.getRuntime().availableProcessors() > 1,
        "on one processor step 1's threads never meet");
    var broken = LabRun.of("race", "1");
    assertEquals(1, broken.exit(), broken.out() + broken.err());
    assertTrue(broken.out().contains("step1 broke its promise"), broken.out());
  }

  @Test
  void stallMeasuresThreePhasesAndKeepsTheResult() throws IOException {
    var lab = LabRun.of("stall", "step3/concurrent-map", "--keys", "1000", "--rounds", "2");
    assertEquals(0, lab.exit(), lab.err());
    assertTrue(lab.out().contains("step3 concurrent-map: the longest GET takes"), lab.out());
    var kept = KEPT.matcher(lab.out());
    assertTrue(kept.find(), lab.out());
    var file = Path.of(kept.group(1));
    assertTrue(file.getFileName().toString().startsWith("stall-step3-concurrent-map-"));
    var result = assertInstanceOf(StallResult.class, Results.read(file));
    assertEquals(1_000, result.keys());
    assertEquals("concurrent-map", result.server().variant());
    assertEquals(3, result.phases().size());
  }

  @Test
  void loadPrintsTheBlockAndKeepsTheResult() throws IOException {
    var lab =
        LabRun.of(
            "load",
            "step3",
            "--variant",
            "stamped",
            "-c",
            "20,40",
            "-d",
            "300ms",
            "--warmup",
            "200ms",
            "--think",
            "0-9ms",
            "-P",
            "2",
            "--value-size",
            "64");
    assertEquals(0, lab.exit(), lab.err());
    assertTrue(lab.out().contains("==== Sustained load test result ===="), lab.out());
    assertTrue(lab.out().contains("server:            step3 stamped, threads virtual"), lab.out());
    assertFalse(lab.out().contains("\033"), "control characters outside a terminal");
    var kept = KEPT.matcher(lab.out()).results().map(m -> m.group(1)).toList();
    assertEquals(2, kept.size(), lab.out());
    var second = (LoadResult) Results.read(Path.of(kept.get(1)));
    assertEquals("adhoc", second.experiment());
    assertEquals(40, second.load().connections());
    assertEquals(2, second.load().pipeline());
    assertEquals(64, second.load().valueMaxBytes());
    assertEquals(9, second.load().arrivals().thinkMaxMillis());
    assertEquals(0, second.totalErrors());
    assertTrue(second.operations() > 0);
    assertTrue(second.serverUse().cpuMicros() > 0);
    assertTrue(second.server().command().contains("-XX:+UseParallelGC"));
  }

  @Test
  void aProfileNamesTheStoreCallsAndWhatWasWaitedFor() throws IOException {
    var lab =
        LabRun.of(
            "load",
            "step4/per-command/platform",
            "--profile-server",
            "-c",
            "20",
            "-d",
            "300ms",
            "--warmup",
            "300ms");
    assertEquals(0, lab.exit(), lab.err());
    assertTrue(lab.out().contains("==== Where the time went: step4 per-command"), lab.out());
    var kept = KEPT.matcher(lab.out()).results().map(m -> m.group(1)).toList();
    var profile = (ProfileResult) Results.read(Path.of(kept.getLast()));
    assertTrue(Files.exists(Path.of(kept.getLast().replace(".json", ".jfr"))), lab.out());
    var calls = profile.storeCalls().stream().map(c -> c.store() + "." + c.operation()).toList();
    assertEquals(List.of("MailboxStore.get", "MailboxStore.set"), calls.stream().sorted().toList());
    assertTrue(profile.waits().stream().anyMatch(w -> w.where().equals("Owner.ask")), lab.out());
    assertTrue(profile.time().storeWaitMicros() > 0, lab.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"load step5", "race step5", "bench --quick", "compare step5", "book --fresh"})
  void aFolderThatCannotKeepResultsIsNamedBeforeAnythingIsMeasured(String command)
      throws IOException {
    var file = Files.writeString(results.resolve("taken"), "");
    var before = System.setProperty("lab.results", file.toString());
    try {
      var lab = LabRun.of(command.split(" "));
      assertEquals("", lab.out());
      assertTrue(lab.err().contains("nothing can be kept in " + file), lab.err());
      assertEquals(1, lab.err().lines().count(), lab.err());
      assertEquals(1, lab.exit());
    } finally {
      if (before == null) System.clearProperty("lab.results");
      else System.setProperty("lab.results", before);
    }
  }

  @Test
  void whatWasMeasuredIsPrintedEvenIfItCannotBeKeptInTheEnd() throws Exception {
    var folder = Files.createDirectory(results.resolve("results"));
    var lab = ChildLab.start(folder, "load", "step5", "-c", "5", "-d", "300ms", "--warmup", "50ms");
    try (var lines = lab.inputReader()) {
      assertTrue(lines.readLine().contains("5 connections"));
      Files.delete(folder);
      Files.createFile(folder);
      assertTrue(lines.lines().anyMatch(line -> line.startsWith("total operations:")));
      var err = new String(lab.getErrorStream().readAllBytes());
      assertTrue(err.contains(folder.toString()), err);
      assertEquals(1, lab.waitFor());
    } finally {
      lab.destroyForcibly();
    }
  }

  /** Its figures read the same in every locale: here in one with digits of its own. */
  @Test
  void anOpenLoopIsPutBesideWhatTheGeneratorReachesWithoutAServer() throws IOException {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    var lab =
        LabRun.of(
            "load",
            "step5",
            "-c",
            "5",
            "--rate",
            "500",
            "--arrivals",
            "poisson",
            "--ceiling",
            "-d",
            "300ms",
            "--warmup",
            "200ms",
            "--mix",
            "get=5,set=3,incr=1,del=1,keys=1",
            "--keys",
            "own",
            "--key-count",
            "50",
            "--value-size",
            "10-90");
    assertEquals(0, lab.exit(), lab.err());
    for (var line : List.of("response in ms:", "service in ms:", "schedule lag:", "null server:")) {
      assertTrue(lab.out().contains(line), lab.out());
    }
    assertTrue(lab.out().codePoints().noneMatch(c -> c > 127 && Character.isDigit(c)), lab.out());
    assertFalse(lab.out().contains("the generator reaches no more"), lab.out());
    assertTrue(lab.out().contains("total errors:      0"), lab.out());
    var kept = KEPT.matcher(lab.out());
    assertTrue(kept.find(), lab.out());
    var file = Path.of(kept.group(1));
    assertTrue(Files.exists(Path.of(kept.group(1).replace(".json", ".hlog"))));
    var result = assertInstanceOf(LoadResult.class, Results.read(file));
    assertTrue(result.clientUse().nullServerOpsPerSecond() > 0);
  }

  @Test
  void raceDoesNotEmptyAServerThatWasThereUnlessOneAgrees() throws Exception {
    try (var server = StepServer.start(Checkout.ofThisLab(), Step.EVENT_LOOP, List.of())) {
      var address = server.target().address();
      say(address.getPort(), "SET mine 1\r\n");
      var name = "127.0.0.1:" + address.getPort();
      var refused = LabRun.of("race", name);
      assertEquals(1, refused.exit());
      assertTrue(refused.err().contains("--flush"), refused.err());
      assertEquals(":1", say(address.getPort(), "EXISTS mine\r\n"));
      var kept = LabRun.of("race", name, "--flush");
      assertEquals(0, kept.exit(), kept.out() + kept.err());
      assertTrue(kept.out().contains(name + " kept its promise"), kept.out());
      assertEquals(":0", say(address.getPort(), "EXISTS mine\r\n"));
    }
  }

  @Test
  void claimsPrintsEachWithItsVerdictAndTheRuleOfOne() throws Exception {
    var all = LabRun.of("claims", "--reference");
    assertEquals(0, all.exit(), all.err());
    for (var claim : Claim.ALL) {
      assertTrue(all.out().contains("\n" + claim.id() + ": "), claim.id());
      assertTrue(all.out().contains(claim.sentence()), claim.id());
    }
    assertTrue(all.out().contains(Claim.ALL.size() + " claims: "), all.out());
    var one = LabRun.of("claims", "mutex-costs-little", "--reference");
    assertTrue(one.out().contains("rule:        held if the whole interval"), one.out());
    var typo = LabRun.of("claims", "mutex-cost-little", "--reference");
    assertEquals(1, typo.exit());
    assertTrue(typo.err().contains("did you mean mutex-costs-little?"), typo.err());
  }

  @Test
  void theBookMeasuresOnlyWhatIsMissing() throws Exception {
    var all = BookPlan.runs();
    var race = all.get(4);
    var profile = all.getLast();
    for (var run : all) {
      if (!List.of(race, profile).contains(run)) SampleResults.write(results, run);
    }
    var out = new StringWriter();
    var screen = new Screen(new PrintWriter(out, true));
    var runs = new Runs(Checkout.ofThisLab(), screen, all, results);
    runs.measure(runs.missing(), "Measuring.", "./lab book");
    var raced = assertInstanceOf(RaceResult.class, race.result(results));
    assertEquals("step5", raced.server().name());
    var profiled = assertInstanceOf(ProfileResult.class, profile.result(results));
    assertEquals("profile", profiled.experiment());
    assertTrue(profiled.operations() > 0);
    var others = "2 runs (" + (all.size() - 2) + " are there from before)";
    assertTrue(out.toString().contains(others), out.toString());
    runs.measure(runs.missing(), "Measuring.", "./lab book");
    assertTrue(out.toString().contains("All " + all.size() + " runs are there"), out.toString());
  }

  @Test
  void serveRunsUntilCtrlCAndEndsWithTheServersExitCode() throws Exception {
    var lab = ChildLab.start(results, "serve", "step2", "--port", "0", "--variant", "reentrant");
    try (var lines = lab.inputReader()) {
      var ready = lines.readLine();
      assertTrue(ready.contains("step2-mutex ready on"), ready);
      assertTrue(ready.contains("reentrant"), ready);
      int port = Integer.parseInt(ready.replaceFirst(".*:(\\d+) .*", "$1"));
      assertEquals("+PONG", say(port, "PING\r\n"));
      ChildLab.interrupt(lab);
      assertTrue(lab.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, lab.exitValue());
      assertThrows(IOException.class, () -> say(port, "PING\r\n"));
    } finally {
      lab.destroyForcibly();
    }
  }

  @Test
  void serveHandsOnWhatTheServerSaysOfWrongOptions() throws Exception {
    var lab = ChildLab.start(results, "serve", "step2", "--warp", "9");
    var err = new String(lab.getErrorStream().readAllBytes());
    assertEquals(2, lab.waitFor());
    assertTrue(err.contains("--warp"), err);
    assertEquals(1, err.lines().count(), err);
  }

  @Test
  void aLabThatIsInterruptedStopsItsServerAndKeepsNoHalfResult() throws Exception {
    var lab = ChildLab.start(results, "load", "step4", "-c", "20", "-d", "50s");
    try (var lines = lab.inputReader()) {
      // the line comes when the server is ready
      assertTrue(lines.readLine().contains("20 connections"));
      var servers = lab.toHandle().descendants().toList();
      assertEquals(1, servers.size());
      ChildLab.interrupt(lab);
      assertTrue(lab.waitFor(10, TimeUnit.SECONDS));
      assertEquals(130, lab.exitValue());
      assertFalse(servers.getFirst().isAlive());
      assertEquals("", new String(lab.getErrorStream().readAllBytes()));
    } finally {
      lab.destroyForcibly();
    }
    try (var files = Files.list(results)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"load step4", "serve step5 --port 0"})
  void aLabThatIsKilledLeavesNoProcessBehind(String command) throws Exception {
    var lab = ChildLab.start(results, command.split(" "));
    try (var lines = lab.inputReader()) {
      lines.readLine(); // comes when the server is ready
      var children = lab.toHandle().descendants().toList();
      assertFalse(children.isEmpty(), command);
      lab.destroyForcibly(); // SIGKILL
      for (var child : children) child.onExit().get(10, TimeUnit.SECONDS);
    } finally {
      lab.descendants().forEach(ProcessHandle::destroyForcibly);
      lab.destroyForcibly();
    }
  }

  @Test
  void aKilledServerEndsTheRunThoughItsConnectionsWouldTryAgain() throws Exception {
    try (var server = StepServer.start(Checkout.ofThisLab(), Step.MUTEX, List.of())) {
      var process = ProcessHandle.of(server.target().pid()).orElseThrow();
      var load = LoadSettings.closedLoop(2).withTimes(0.1, 600).withOnError(OnError.RECONNECT);
      var machine = Machine.read(Checkout.ofThisLab().root());
      var run = new LoadRun("test", server.target(), load, machine);
      run.run(
          progress -> {
            if (!progress.warmingUp()) process.destroyForcibly();
          });
      assertThrows(LabException.class, server::requireAlive);
    }
  }

  /** The first line of the answer to an inline command. */
  private static String say(int port, String command) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(command.getBytes());
      return new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream()))
          .readLine();
    }
  }
}
