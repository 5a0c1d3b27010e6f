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
          Synthetic.book().stream().filter(r -> !r.experiment().equals(claim.experiment()));
      var verdict = claim.verdict(new Measurements(others.toList()));
      assertEquals(Outcome.INCONCLUSIVE, verdict.outcome(), claim.id());
      assertTrue(verdict.reason().contains(claim.experiment()), verdict.reason());
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
  void theCeilingIsReachedWhenEveryStepComesWithinTenPercent() throws Exception {
    var verdict = judge("original-bound-by-think-time", original(0.91));
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("91 %"), verdict.figures());
  }

  @Test
  void theCeilingIsNotReachedWhenOneStepStaysBelow() throws Exception {
    var results = original(0.99);
    results.add(Synthetic.original(Step.SINGLE_WRITER, 1200, 0.85));
    var verdict = judge("original-bound-by-think-time", results);
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("step4 at N = 1,200"), verdict.figures());
  }

  @Test
  void runsWithErrorsDecideNothing() throws Exception {
    var results = original(0.99);
    results.add(withErrors(Synthetic.original(Step.MUTEX, 1200, 0.99)));
    for (var id : List.of("original-bound-by-think-time", "original-cannot-tell-steps-apart")) {
      var verdict = judge(id, results);
      assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
      assertTrue(verdict.figures().contains("232 failed operations"), verdict.figures());
    }
  }

  @Test
  void twoLocksCannotBeToldApartWhenTheirThroughputIsTheSame() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", original(0.97));
    assertEquals(Outcome.HELD, verdict.outcome());
  }

  @Test
  void twoLocksAreToldApartWhenTheirThroughputDiffersCloseToTheCeiling() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", locks(0.91, 0.99));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void aSaturatedRunIsLeftOutWhenTwoLocksAreCompared() throws Exception {
    var results = locks(0.40, 0.99);
    results.add(Synthetic.original(Step.MUTEX, 500, 0.98));
    results.add(Synthetic.original(Step.READ_WRITE_LOCK, 500, 0.99));
    var verdict = judge("original-cannot-tell-steps-apart", results);
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("not bound by think time: N = 1,200"));
  }

  @Test
  void saturatedRunsAloneCannotCompareTwoLocks() throws Exception {
    var verdict = judge("original-cannot-tell-steps-apart", locks(0.40, 0.80));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void aRatioHoldsWhenEveryRepetitionKeepsTheMargin() throws Exception {
    var verdict = judge(CHEAPER, cpu(new double[] {8, 9, 8.5}, new double[] {10, 10, 10}));
    assertEquals(Outcome.HELD, verdict.outcome());
    assertTrue(verdict.figures().contains("0.80, 0.90, 0.85"), verdict.figures());
  }

  @Test
  void aRatioDoesNotHoldWhenNoRepetitionKeepsTheMargin() throws Exception {
    var verdict = judge(CHEAPER, cpu(new double[] {9.8, 12, 10}, new double[] {10, 10, 10}));
    assertEquals(Outcome.NOT_HELD, verdict.outcome());
  }

  @Test
  void aRatioIsInconclusiveWhenTheRepetitionsDisagree() throws Exception {
    var verdict = judge(CHEAPER, cpu(new double[] {8, 12, 9}, new double[] {10, 10, 10}));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertEquals("The repetitions disagree.", verdict.reason());
  }

  @Test
  void repetitionsAreComparedPairByPair() throws Exception {
    // the machine slowed down during the session: only pairs show that step 5 was cheaper
    var verdict = judge(CHEAPER, cpu(new double[] {8, 16, 32}, new double[] {10, 20, 40}));
    assertEquals(Outcome.HELD, verdict.outcome());
  }

  @Test
  void aRepetitionThatWasMeasuredAgainIsStillComparedWithItsOwnPair() throws Exception {
    var results = cpu(new double[] {8, 16, 32}, new double[] {10, 20, 40});
    var first = (LoadResult) results.removeFirst();
    var later = Synthetic.START.plusSeconds(600).toString();
    results.add(Synthetic.started(first, later)); // after the third
    var verdict = judge(CHEAPER, results);
    assertEquals(Outcome.HELD, verdict.outcome(), verdict.figures());
  }

  @Test
  void runsOfDifferentSettingsAreNoPair() throws Exception {
    var results = new ArrayList<Result>();
    for (int repetition = 1; repetition <= 3; repetition++) {
      results.add(Synthetic.saturated(Step.MUTEX, repetition, 10));
      results.add(Synthetic.saturated(Step.EVENT_LOOP, repetition + 1, 5));
    }
    assertEquals(Outcome.INCONCLUSIVE, judge(CHEAPER, results).outcome());
  }

  @Test
  void twoRepetitionsAreTooFew() throws Exception {
    var verdict = judge(CHEAPER, cpu(new double[] {8, 8}, new double[] {10, 10}));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void aCpuTimeThatCouldNotBeReadDecidesNothing() throws Exception {
    var verdict = judge(CHEAPER, cpu(new double[] {0, 0, 0}, new double[] {0, 0, 0}));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void runsOfDifferentDaysAreNotCompared() throws Exception {
    var results = new ArrayList<Result>();
    for (int repetition = 1; repetition <= 3; repetition++) {
      results.add(Synthetic.saturated(Step.MUTEX, repetition, 10));
      var run = Synthetic.saturated(Step.EVENT_LOOP, repetition, 5);
      results.add(Synthetic.started(run, "2001-02-04T04:05:00Z"));
    }
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
      results.add(Synthetic.original(step, 500, shareOfCeiling));
      results.add(Synthetic.original(step, 1000, shareOfCeiling));
    }
    return results;
  }

  private static List<Result> locks(double mutex, double readWriteLock) {
    return new ArrayList<>(
        List.of(
            Synthetic.original(Step.MUTEX, 1200, mutex),
            Synthetic.original(Step.READ_WRITE_LOCK, 1200, readWriteLock)));
  }

  private static List<Result> cpu(double[] eventLoop, double[] mutex) {
    var results = new ArrayList<Result>();
    for (int i = 0; i < mutex.length; i++) {
      results.add(Synthetic.saturated(Step.EVENT_LOOP, i + 1, eventLoop[i]));
      results.add(Synthetic.saturated(Step.MUTEX, i + 1, mutex[i]));
    }
    return results;
  }

  private static LoadResult withErrors(LoadResult run) {
    Map<String, Long> errors = new TreeMap<>(Map.of("closed", 232L));
    return Changed.with(Changed.with(run, "failedConnections", 232L), "errors", errors);
  }
}
