package toyredis.report.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import toyredis.results.Step;
import toyredis.results.Synthetic;

class ClaimTest {
  private static final String CHEAPER = "event-loop-is-cheaper";

  @Test
  void everyClaimHasItsOwnId() {
    var ids = new TreeSet<>(Claim.ALL.stream().map(Claim::id).toList());
    assertEquals(Claim.ALL.size(), ids.size());
  }

  @Test
  void everyClaimIsInconclusiveAndSaysWhyWhenItsExperimentIsMissing() throws Exception {
    for (var claim : Claim.ALL) {
      var others =
          Synthetic.book().stream().filter(r -> !r.experiment().equals(claim.judge().experiment()));
      var verdict = claim.verdict(new Measurements(others.toList()));
      assertEquals(Outcome.INCONCLUSIVE, verdict.outcome(), claim.id());
      assertTrue(verdict.reason().contains(claim.judge().experiment()), verdict.reason());
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
    results.add(Synthetic.original(Step.SINGLE_WRITER, 1200, 1, 0.85));
    var verdict = judge("original-bound-by-think-time", results);
    assertEquals(Outcome.HELD, verdict.outcome(), verdict.figures());
    assertTrue(verdict.figures().contains("0.91 [0.91–0.91] in 21 runs"), verdict.figures());
    assertTrue(verdict.figures().contains("the lowest: step4 with 20,606 of 24,242"));
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

  private static Verdict judge(String claim, Result result) throws BookException {
    return judge(claim, List.of(result));
  }

  private static Verdict judge(String claim, List<Result> results) throws BookException {
    return Claim.of(claim).orElseThrow().verdict(new Measurements(results));
  }

  private static List<Result> original(double shareOfCeiling) {
    var results = new ArrayList<Result>();
    for (var step : Step.values()) {
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
