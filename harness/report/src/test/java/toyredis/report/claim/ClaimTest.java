package toyredis.report.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.claim.Verdict.Outcome;
import toyredis.results.Changed;
import toyredis.results.LoadResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.StallResult;
import toyredis.results.Step;
import toyredis.results.Synthetic;

class ClaimTest {
  private static final String CHEAPER = "event-loop-is-cheaper";

  @Test
  void everyClaimStandsOnceInTheBookAndOnItsOwnPage() throws IOException {
    var lessons = Path.of("../../docs/lessons");
    var placed = new TreeMap<String, String>();
    try (var pages = Files.newDirectoryStream(lessons, "*.adoc")) {
      for (var page : pages) {
        var name = page.getFileName().toString().replace(".adoc", "");
        for (var line : Files.readAllLines(page)) {
          if (!line.startsWith("claim::")) continue;
          var id = line.substring("claim::".length(), line.indexOf('['));
          assertEquals(null, placed.put(id, name), id + " stands twice");
        }
      }
    }
    var expected = new TreeMap<String, String>();
    Claim.ALL.forEach(claim -> expected.put(claim.id(), claim.lesson()));
    assertEquals(expected, placed);
  }

  @Test
  void everyClaimHasItsOwnId() {
    var ids = new TreeSet<>(Claim.ALL.stream().map(Claim::id).toList());
    assertEquals(Claim.ALL.size(), ids.size());
  }

  @Test
  void aWholeBookDecidesEveryClaim() throws Exception {
    var book = new Measurements(Synthetic.book());
    for (var claim : Claim.ALL) {
      var verdict = claim.verdict(book);
      assertNotEquals(Outcome.INCONCLUSIVE, verdict.outcome(), claim.id() + ": " + verdict);
      assertFalse(verdict.figures().isEmpty(), claim.id());
    }
  }

  @Test
  void everyClaimIsInconclusiveAndSaysWhyWhenItsExperimentIsMissing() throws Exception {
    for (var claim : Claim.ALL) {
      for (var experiment : claim.judge().experiment().split(" and ")) {
        var others = Synthetic.book().stream().filter(r -> !r.experiment().equals(experiment));
        var verdict = claim.verdict(new Measurements(others.toList()));
        assertEquals(Outcome.INCONCLUSIVE, verdict.outcome(), claim.id());
        assertTrue(verdict.reason().contains('"' + experiment + '"'), verdict.reason());
      }
    }
  }

  @Test
  void oneLostUpdateShowsThatTheNaiveMapLoses() throws Exception {
    var verdict = judge("naive-map-loses-updates", Synthetic.race(Step.NAIVE_MAP, 1));
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("updates: 1 of 160,000 lost"), verdict.figures());
  }

  @Test
  void aRunWithoutALossIsNoEvidenceForTheNaiveMap() throws Exception {
    var verdict = judge("naive-map-loses-updates", Synthetic.race(Step.NAIVE_MAP, 0));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void aLockedStepThatLosesNothingKeepsItsPromise() throws Exception {
    var verdict = judge("step2-loses-nothing", Synthetic.race(Step.MUTEX, 0));
    assertEquals(Outcome.HELD, verdict.outcome());
  }

  @Test
  void aLockedStepThatLosesOneUpdateBreaksItsPromise() throws Exception {
    var verdict = judge("step2-loses-nothing", Synthetic.race(Step.MUTEX, 1));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void aServerThatAcknowledgedNothingHasNotKeptAnything() throws Exception {
    var race = Synthetic.race(Step.MUTEX, 0);
    var idle =
        new RaceResult(
            race.format(),
            race.kind(),
            race.experiment(),
            race.started(),
            race.server(),
            race.clients(),
            race.seed(),
            List.of(new RaceResult.Check("updates", 0, 0, 0, "")),
            true,
            race.machine());
    assertEquals(Outcome.INCONCLUSIVE, judge("step2-loses-nothing", idle).outcome());
  }

  @Test
  void theCeilingIsReachedWhenTheIntervalOfAllSharesIsAboveNineTenths() throws Exception {
    var results = original(0.91);
    results.add(Synthetic.original(Step.NAIVE_MAP, 1200, 1, 0.85));
    var verdict = judge("original-bound-by-think-time", results);
    assertEquals(Outcome.HELD, verdict.outcome(), verdict.figures());
    assertTrue(verdict.figures().contains("0.91 [0.91–0.91] in 13 runs"), verdict.figures());
    assertTrue(verdict.figures().contains("the lowest: step1 with 20,606 of 24,242"));
  }

  @Test
  void theCeilingIsNotReachedWhenTheWholeIntervalIsBelow() throws Exception {
    var verdict = judge("original-bound-by-think-time", original(0.85));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void theCeilingIsUndecidedWhenTheSharesLieOnBothSides() throws Exception {
    var results = original(0.99);
    results.addAll(original(0.80));
    var verdict = judge("original-bound-by-think-time", results);
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void runsWithErrorsDecideNothing() throws Exception {
    var results = original(0.99);
    results.add(withErrors(Synthetic.original(Step.MUTEX, 1200, 1, 0.99)));
    for (var id : List.of("original-bound-by-think-time", "original-cannot-tell-steps-apart")) {
      var verdict = judge(id, results);
      assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
      assertTrue(verdict.figures().contains("232 failed operations"), verdict.figures());
    }
  }

  @Test
  void twoLocksCannotBeToldApartWhenTheirThroughputIsTheSame() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", locks(0.97, 0.97));
    assertEquals(Outcome.HELD, verdict.outcome());
  }

  @Test
  void twoLocksAreToldApartWhenTheirThroughputDiffersCloseToTheCeiling() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", locks(0.91, 0.99));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void twoLocksAreUndecidedWhenTheirThroughputIsAtTheMargin() throws Exception {
    var results = locks(0.91, 0.99);
    results.removeIf(result -> ((LoadResult) result).load().connections() == 500);
    results.addAll(locks(0.92, 0.92));
    var verdict = judge("original-cannot-tell-steps-apart", results);
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome(), verdict.figures());
  }

  @Test
  void aSaturatedRunIsLeftOutWhenTwoLocksAreCompared() throws Exception {
    var results = locks(0.98, 0.99);
    results.add(Synthetic.original(Step.MUTEX, 1200, 1, 0.40));
    results.add(Synthetic.original(Step.READ_WRITE_LOCK, 1200, 1, 0.99));
    var verdict = judge("original-cannot-tell-steps-apart", results);
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("6 blocks; not bound by think time: N = 1,200"));
  }

  @Test
  void saturatedRunsAloneCannotCompareTwoLocks() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", locks(0.40, 0.80));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void aRatioHoldsWhenItsWholeIntervalKeepsTheMargin() throws Exception {
    var verdict = judge(CHEAPER, cpu(8, 9, 8.5, 9.4, 8, 9));
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(
        verdict.figures().contains("step5 / step2: 0.88 [0.80–0.94] in 6 blocks"),
        verdict.figures());
    assertTrue(verdict.reason().contains("97 %"), verdict.reason());
  }

  @Test
  void aRatioDoesNotHoldWhenItsWholeIntervalIsBeyondTheMargin() throws Exception {
    var verdict = judge(CHEAPER, cpu(9.8, 12, 10, 11, 9.6, 14));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void aRatioIsInconclusiveWhenItsIntervalContainsTheMargin() throws Exception {
    var verdict = judge(CHEAPER, cpu(8, 8, 8, 8, 8, 9.6));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void fiveBlocksThatAgreeAreTooFew() throws Exception {
    var verdict = judge(CHEAPER, cpu(8, 8, 8, 8, 8));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertTrue(verdict.reason().contains("6 or more"), verdict.reason());
  }

  @Test
  void aRunThatWasMeasuredAgainIsStillComparedWithItsOwnBlock() throws Exception {
    var results = new ArrayList<Result>();
    for (int block = 1; block <= 6; block++) {
      results.add(Synthetic.saturated(Step.EVENT_LOOP, block, 8 << block));
      results.add(Synthetic.saturated(Step.MUTEX, block, 10 << block));
    }
    var first = (LoadResult) results.removeFirst();
    var later = Synthetic.START.plusSeconds(900).toString();
    results.add(Synthetic.started(first, later)); // after the last
    var verdict = judge(CHEAPER, results);
    assertEquals(Outcome.HELD, verdict.outcome(), verdict.figures());
  }

  @Test
  void runsOfDifferentBlocksAreNoPair() throws Exception {
    var results = new ArrayList<Result>();
    for (int block = 1; block <= 6; block++) {
      results.add(Synthetic.saturated(Step.MUTEX, block, 10));
      results.add(Synthetic.saturated(Step.EVENT_LOOP, block + 6, 5));
    }
    assertEquals(Outcome.INCONCLUSIVE, judge(CHEAPER, results).outcome());
  }

  @Test
  void aCpuTimeThatCouldNotBeReadDecidesNothing() throws Exception {
    assertEquals(Outcome.INCONCLUSIVE, judge(CHEAPER, cpu(0, 0, 0, 0, 0, 0)).outcome());
  }

  @Test
  void runsOfDifferentDaysAreNotCompared() throws Exception {
    var results = cpu(8, 8, 8, 8, 8, 8);
    var last = (LoadResult) results.removeLast();
    results.add(Synthetic.started(last, "2001-02-04T04:05:00Z"));
    var verdict = judge(CHEAPER, results);
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertTrue(verdict.figures().contains("minutes apart"), verdict.figures());
  }

  @Test
  void eachAttackOnTheNaiveMapIsAClaimOfItsOwn() throws Exception {
    for (var id :
        List.of("naive-map-loses-keys", "naive-map-breaks-scans", "naive-map-answers-wrongly")) {
      assertEquals(Outcome.HELD, judge(id, Synthetic.race(Step.NAIVE_MAP, 40)).outcome(), id);
      var kept = judge(id, Synthetic.race(Step.NAIVE_MAP, 0));
      assertEquals(Outcome.INCONCLUSIVE, kept.outcome(), id);
    }
    var updatesOnly = Synthetic.race(Step.NAIVE_MAP, 39); // no key is lost
    assertEquals(Outcome.INCONCLUSIVE, judge("naive-map-loses-keys", updatesOnly).outcome());
  }

  @Test
  void theLawHoldsWhenTheWholeIntervalIsWithinFivePercentOfIt() throws Exception {
    assertEquals(Outcome.HELD, judge("law-foretells-throughput", law(0.97, 0.99)).outcome());
    assertEquals(Outcome.NOT_HELD, judge("law-foretells-throughput", law(0.90, 0.92)).outcome());
    var mixed = judge("law-foretells-throughput", law(0.92, 0.99));
    assertEquals(Outcome.INCONCLUSIVE, mixed.outcome(), mixed.figures());
    assertEquals(Outcome.HELD, judge("law-cannot-tell-steps-apart", law(0.96, 0.99)).outcome());
    assertEquals(Outcome.NOT_HELD, judge("law-cannot-tell-steps-apart", law(0.91, 0.99)).outcome());
  }

  @Test
  void theVariantOfAStepIsComparedWithItsDefault() throws Exception {
    var results = new ArrayList<Result>();
    for (int block = 1; block <= 6; block++) {
      results.add(Synthetic.pipelined(Step.SINGLE_WRITER, "", block, 2.4));
      results.add(Synthetic.pipelined(Step.SINGLE_WRITER, "batch", block, 1));
    }
    var verdict = judge("batch-halves-cpu", results);
    assertEquals(Outcome.HELD, verdict.outcome(), verdict.figures());
    assertTrue(verdict.figures().contains("step4/batch / step4: 0.42"), verdict.figures());
  }

  @Test
  void oneServerIsComparedAcrossTwoExperimentsBlockByBlock() throws Exception {
    for (double micros : new double[] {3, 4}) {
      var results = new ArrayList<Result>();
      for (int block = 1; block <= 6; block++) {
        results.add(Synthetic.saturated(Step.MUTEX, block, 10 + block));
        results.add(Synthetic.pipelined(Step.MUTEX, "", block, micros / 10 * (10 + block)));
      }
      var verdict = judge("pipelining-divides-cpu", results);
      assertEquals(micros == 3 ? Outcome.HELD : Outcome.NOT_HELD, verdict.outcome());
      assertTrue(verdict.figures().contains("step2 pipelined / step2 saturated: 0."));
    }
  }

  @Test
  void memoryPerConnectionIsComparedByKindOfThread() throws Exception {
    var claim = "platform-threads-take-more-memory";
    assertEquals(Outcome.HELD, judge(claim, idle(75_000)).outcome());
    assertEquals(Outcome.NOT_HELD, judge(claim, idle(20_000)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(claim, idle(0)).outcome());
  }

  @Test
  void aStallIsDecidedByTheRangesOfTheRoundsOfBothSides() throws Exception {
    var claim = "get-beside-keys-under-read-write-lock";
    var held = judge(claim, stalls(18));
    assertEquals(Outcome.HELD, held.outcome());
    assertTrue(held.reason().contains("99 %"), held.reason()); // 2 of 252 orders
    assertEquals(Outcome.NOT_HELD, judge(claim, stalls(100)).outcome());
    var verdict = judge(claim, stalls(70));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertTrue(
        verdict.figures().contains("ratio 0.20 [0.16–0.24] in 5 and 5 rounds"), verdict.figures());
  }

  @Test
  void aStallOfThreeRoundsDecidesNothing() throws Exception {
    var results = new ArrayList<Result>();
    for (var result : stalls(18)) {
      var stall = (StallResult) result;
      var phases = stall.phases().stream().map(phase -> Changed.with(phase, "rounds", 3)).toList();
      results.add(Changed.with(stall, "phases", phases));
    }
    var verdict = judge("get-beside-keys-under-read-write-lock", results);
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertTrue(verdict.reason().contains("4 or more"), verdict.reason());
  }

  @Test
  void aShareOfAProfileIsDecidedByTheIntervalOfItsSamplesWithoutTheRecordersOwn() throws Exception {
    var held = judge("store-is-a-small-part", Synthetic.profile(Step.NAIVE_MAP, 2_000));
    assertEquals(Outcome.HELD, held.outcome());
    assertTrue(held.figures().contains("the store in step1: 5.0 % [4.1 %–6.0 %]"), held.figures());
    var few = judge("store-is-a-small-part", Synthetic.profile(Step.NAIVE_MAP, 100));
    assertEquals(Outcome.INCONCLUSIVE, few.outcome());
    var store = Map.of("store", 2.0, "network", 8.0);
    var other = Changed.with(Synthetic.profile(Step.NAIVE_MAP, 2_000), "cpu", store);
    assertEquals(Outcome.NOT_HELD, judge("store-is-a-small-part", other).outcome());
  }

  @Test
  void aStoreWithoutTheNetworkIsDecidedByTheIntervalsOfBothMeans() throws Exception {
    var claim = "bare-read-write-lock-is-costlier";
    assertEquals(Outcome.HELD, judge(claim, Synthetic.bench(50, 90, 20)).outcome());
    assertEquals(Outcome.NOT_HELD, judge(claim, Synthetic.bench(50, 40, 20)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(claim, Synthetic.bench(50, 51, 20)).outcome());
    var none = judge(claim, Synthetic.race(Step.MUTEX, 0));
    assertTrue(none.reason().contains("./lab bench --book"), none.reason());
  }

  private static List<Result> law(double mutex, double readWriteLock) {
    var results = new ArrayList<Result>();
    for (int connections : new int[] {500, 800, 1000}) {
      for (int block = 1; block <= 2; block++) {
        results.add(Synthetic.law(Step.MUTEX, connections, block, mutex));
        results.add(Synthetic.law(Step.READ_WRITE_LOCK, connections, block, readWriteLock));
      }
    }
    return results;
  }

  /** A virtual thread's connection takes 10,000 bytes. */
  private static List<Result> idle(double platform) {
    var results = new ArrayList<Result>();
    for (int block = 1; block <= 6; block++) {
      results.add(Synthetic.idle(Step.MUTEX, "platform", block, platform));
      results.add(Synthetic.idle(Step.MUTEX, "virtual", block, 10_000));
    }
    return results;
  }

  /** The mutex's GET takes 350 ms beside a KEYS. */
  private static List<Result> stalls(double readWriteLock) {
    return List.of(
        Synthetic.stall(Step.MUTEX, "", 1, 350, 360),
        Synthetic.stall(Step.READ_WRITE_LOCK, "", 1, readWriteLock, 300));
  }

  private static Verdict judge(String claim, Result result) throws BookException {
    return judge(claim, List.of(result));
  }

  private static Verdict judge(String claim, List<Result> results) throws BookException {
    return Claim.of(claim).orElseThrow().verdict(new Measurements(results));
  }

  private static List<Result> original(double shareOfCeiling) {
    var results = new ArrayList<Result>();
    for (var step : List.of(Step.NAIVE_MAP, Step.MUTEX, Step.READ_WRITE_LOCK)) {
      for (int block = 1; block <= 2; block++) {
        results.add(Synthetic.original(step, 500, block, shareOfCeiling));
        results.add(Synthetic.original(step, 1000, block, shareOfCeiling));
      }
    }
    return results;
  }

  private static List<Result> locks(double mutex, double readWriteLock) {
    var results = new ArrayList<Result>();
    for (int connections : new int[] {500, 800, 1000}) {
      for (int block = 1; block <= 2; block++) {
        results.add(Synthetic.original(Step.MUTEX, connections, block, mutex));
        results.add(Synthetic.original(Step.READ_WRITE_LOCK, connections, block, readWriteLock));
      }
    }
    return results;
  }

  /** A block for each figure of the event loop; the mutex needs 10. */
  private static List<Result> cpu(double... eventLoop) {
    var results = new ArrayList<Result>();
    for (int i = 0; i < eventLoop.length; i++) {
      results.add(Synthetic.saturated(Step.EVENT_LOOP, i + 1, eventLoop[i]));
      results.add(Synthetic.saturated(Step.MUTEX, i + 1, 10));
    }
    return results;
  }

  private static LoadResult withErrors(LoadResult run) {
    Map<String, Long> errors = new TreeMap<>(Map.of("closed", 232L));
    return Changed.with(Changed.with(run, "failedConnections", 232L), "errors", errors);
  }
}
