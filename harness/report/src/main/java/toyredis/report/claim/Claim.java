package toyredis.report.claim;

import java.util.List;
import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.results.Step;

/**
 * A sentence of a lesson that the reader's own results decide. It is data: the lesson names it, and
 * its verdict is computed from whatever was measured.
 *
 * @param id its name in the lessons: {@code claim::naive-map-loses-updates[]}
 * @param sentence what is claimed
 * @param judge decides it
 */
public record Claim(String id, String sentence, Judge judge) {

  /** All claims of the lessons. */
  public static final List<Claim> ALL =
      List.of(
          new Claim(
              "naive-map-loses-updates",
              "A HashMap shared by threads loses updates that it has acknowledged.",
              new RaceJudge.Loses(Step.NAIVE_MAP)),
          new Claim(
              "step2-loses-nothing",
              "With one lock around every command, nothing acknowledged is lost.",
              new RaceJudge.Keeps(Step.MUTEX)),
          new Claim(
              "step3-loses-nothing",
              "With a read-write lock (many readers or one writer), nothing acknowledged is lost.",
              new RaceJudge.Keeps(Step.READ_WRITE_LOCK)),
          new Claim(
              "step4-loses-nothing",
              "With one thread as owner of the map, nothing acknowledged is lost, with no lock.",
              new RaceJudge.Keeps(Step.SINGLE_WRITER)),
          new Claim(
              "step5-loses-nothing",
              "With one event loop for everything, nothing acknowledged is lost, with no lock.",
              new RaceJudge.Keeps(Step.EVENT_LOOP)),
          new Claim(
              "original-bound-by-think-time",
              "Under the original's load the steps come close to the ceiling N/Z: what is measured"
                  + " is the clients' think time.",
              new IntervalJudge.Ceiling()),
          new Claim(
              "original-cannot-tell-steps-apart",
              "The original's load cannot tell a mutex from a read-write lock.",
              RatioJudge.throughput(Step.READ_WRITE_LOCK, Step.MUTEX, 0.95, 1.05)),
          new Claim(
              "mutex-costs-little",
              "Being correct is cheap: a mutex adds little CPU time to an operation on the naive"
                  + " map.",
              RatioJudge.cpu(Step.MUTEX, Step.NAIVE_MAP, 0, 1.10)),
          new Claim(
              "read-write-lock-saves-nothing",
              "With short commands and 80 % GET, a read-write lock costs no less CPU time than the"
                  + " mutex.",
              RatioJudge.cpu(Step.READ_WRITE_LOCK, Step.MUTEX, 0.95, Double.POSITIVE_INFINITY)),
          new Claim(
              "handover-costs-little",
              "Between virtual threads a hand-over is cheap beside the network: step 4 needs at"
                  + " most a quarter more CPU time per operation than the mutex.",
              RatioJudge.cpu(Step.SINGLE_WRITER, Step.MUTEX, 0, 1.25)),
          new Claim(
              "event-loop-is-cheaper",
              "The event loop, with neither lock nor queue, needs less CPU time per operation than"
                  + " the mutex.",
              RatioJudge.cpu(Step.EVENT_LOOP, Step.MUTEX, 0, 0.95)));

  /** The claim of this id. */
  public static Optional<Claim> of(String id) {
    return ALL.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }

  /** Decides this claim. */
  public Verdict verdict(Measurements measurements) {
    return judge.judge(measurements);
  }
}
