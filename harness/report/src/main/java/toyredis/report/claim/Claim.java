package toyredis.report.claim;

import static toyredis.report.claim.Range.atLeast;
import static toyredis.report.claim.Range.atMost;
import static toyredis.report.claim.Range.between;

import java.util.List;
import java.util.Optional;
import toyredis.report.Measurements;
import toyredis.report.claim.StallJudge.When;
import toyredis.results.Result;
import toyredis.results.StallResult;
import toyredis.results.Step;

/**
 * A sentence of a lesson that the reader's own results decide. It is data: the lesson names it, and
 * its verdict is computed from whatever was measured. Some are what textbooks say, and need not
 * hold on the reader's machine.
 *
 * @param id its name in the lessons: {@code claim::naive-map-loses-updates[]}
 * @param lesson the page that it belongs to: {@code "step1"}
 * @param sentence what is claimed
 * @param judge decides it
 */
public record Claim(String id, String lesson, String sentence, Judge judge) {
  private static final String LOOPS = "step5/multi-loop";
  private static final String CONCURRENT_MAP = "step3/concurrent-map";

  /** All claims of the lessons, in their order. */
  public static final List<Claim> ALL =
      List.of(
          new Claim(
              "naive-map-loses-updates",
              "step1",
              "A HashMap shared by threads loses updates that it has acknowledged.",
              new RaceJudge.Breaks(Step.NAIVE_MAP, "updates")),
          new Claim(
              "naive-map-loses-keys",
              "step1",
              "A HashMap shared by threads loses keys that it has acknowledged, although no two"
                  + " clients write the same key.",
              new RaceJudge.Breaks(Step.NAIVE_MAP, "keys")),
          new Claim(
              "naive-map-breaks-scans",
              "step1",
              "KEYS on a HashMap fails with an error while other threads write.",
              new RaceJudge.Breaks(Step.NAIVE_MAP, "scan")),
          new Claim(
              "naive-map-answers-wrongly",
              "step1",
              "A HashMap shared by threads gives answers that no order of the operations explains:"
                  + " it is not linearizable.",
              new RaceJudge.Breaks(Step.NAIVE_MAP, "history")),
          new Claim(
              "step2-loses-nothing",
              "step2",
              "With one lock around every command, nothing acknowledged is lost.",
              new RaceJudge.Keeps(Step.MUTEX)),
          new Claim(
              "mutex-costs-little",
              "step2",
              "A mutex adds at most a tenth to the CPU time that the server needs for an operation"
                  + " on the naive map.",
              RatioJudge.saturated(Figure.CPU, "step2", "step1", atMost(1.10))),
          new Claim(
              "lock-takes-half-the-cpu",
              "step2",
              "Half of the CPU time of a server with one mutex goes to the mutex: without it, an"
                  + " operation takes at most half of the CPU time.",
              RatioJudge.saturated(Figure.CPU, "step1", "step2", atMost(0.50))),
          new Claim(
              "mutex-slows-the-server-down",
              "step2",
              "With one mutex, the server handles at least 5 % fewer operations per second than"
                  + " without a lock.",
              RatioJudge.saturated(Figure.THROUGHPUT, "step2", "step1", atMost(0.95))),
          new Claim(
              "step3-loses-nothing",
              "step3",
              "With a read-write lock (many readers or one writer), nothing acknowledged is lost.",
              new RaceJudge.Keeps(Step.READ_WRITE_LOCK)),
          new Claim(
              "read-write-lock-saves-nothing",
              "step3",
              "With short commands and four GETs to a SET, a server with a read-write lock needs no"
                  + " less CPU time per operation than one with a mutex.",
              RatioJudge.saturated(Figure.CPU, "step3", "step2", atLeast(0.95))),
          new Claim(
              "read-write-lock-serves-more",
              "step3",
              "With four GETs to a SET, a server with a read-write lock handles at least 5 % more"
                  + " operations per"
                  + " second than one with a mutex.",
              RatioJudge.saturated(Figure.THROUGHPUT, "step3", "step2", atLeast(1.05))),
          new Claim(
              "get-waits-for-keys-under-mutex",
              "step3",
              "Under a mutex, a GET that meets a KEYS waits until the KEYS is finished: at least"
                  + " ten times as long as the longest GET without a KEYS.",
              new StallJudge(
                  new When("step2", StallResult.BESIDE_KEYS),
                  new When("step2", StallResult.ALONE),
                  atLeast(10))),
          new Claim(
              "get-beside-keys-under-read-write-lock",
              "step3",
              "While one client asks for KEYS, the longest GET under a read-write lock takes at"
                  + " most a fifth of the time that it takes under a mutex.",
              StallJudge.of(StallResult.BESIDE_KEYS, "step3", "step2", atMost(0.20))),
          new Claim(
              "reads-never-wait-for-reads",
              "step3",
              "Under a read-write lock, reads do not wait for reads: the longest GET beside a KEYS"
                  + " takes at most twice as long as the longest GET without one.",
              new StallJudge(
                  new When("step3", StallResult.BESIDE_KEYS),
                  new When("step3", StallResult.ALONE),
                  atMost(2))),
          new Claim(
              "one-waiting-set-stalls-reads",
              "step3",
              "As soon as one SET waits for the KEYS, a GET under a read-write lock waits as well:"
                  + " at least half as long as under a mutex.",
              StallJudge.of(StallResult.BESIDE_KEYS_AND_SET, "step3", "step2", atLeast(0.50))),
          new Claim(
              "concurrent-map-stalls-nobody",
              "step3",
              "On a concurrent map, the longest GET beside a KEYS and a SET takes at most a tenth"
                  + " of the time that it takes under a mutex.",
              StallJudge.of(
                  StallResult.BESIDE_KEYS_AND_SET, CONCURRENT_MAP, "step2", atMost(0.10))),
          new Claim(
              "bare-read-write-lock-is-costlier",
              "step3",
              "Without the network, with two threads and four GETs to a SET, an operation under a"
                  + " read-write lock takes longer than under a mutex.",
              new BenchJudge("rwlock", "synchronized", atLeast(1))),
          new Claim(
              "bare-concurrent-map-is-fastest",
              "step3",
              "Without the network, with two threads and four GETs to a SET, an operation on a"
                  + " concurrent map takes at most half of the time that it takes under a mutex.",
              new BenchJudge("concurrent-map", "synchronized", atMost(0.50))),
          new Claim(
              "original-bound-by-think-time",
              "original",
              "Under the original's load, without a network in between, steps 1 to 3 reach at least"
                  + " nine tenths of N/Z: what is measured is the clients' think time.",
              new CeilingJudge(
                  Result.ORIGINAL,
                  "N/Z",
                  atLeast(IntervalJudge.CLOSE_TO_CEILING),
                  "step1",
                  "step2",
                  "step3")),
          new Claim(
              "original-cannot-tell-steps-apart",
              "original",
              "The original's load cannot tell a mutex from a read-write lock: their operations per"
                  + " second differ by at most 5 %.",
              RatioJudge.bound(Result.ORIGINAL, "step3", "step2", between(0.95, 1.05))),
          new Claim(
              "law-foretells-throughput",
              "original",
              "With a round trip of 250 ms, the operations per second are within 5 % of"
                  + " N/(Z + RTT), which Little's law says without knowing the server.",
              new CeilingJudge(Result.LAW, "N/(Z + RTT)", between(0.95, 1.05), "step2", "step3")),
          new Claim(
              "law-cannot-tell-steps-apart",
              "original",
              "With a round trip of 250 ms, a mutex and a read-write lock reach the same operations"
                  + " per second, give or take 5 %.",
              RatioJudge.bound(Result.LAW, "step3", "step2", between(0.95, 1.05))),
          new Claim(
              "step4-loses-nothing",
              "step4",
              "With one thread as owner of the map, nothing acknowledged is lost, with no lock"
                  + " around it.",
              new RaceJudge.Keeps(Step.SINGLE_WRITER)),
          new Claim(
              "handover-costs-little",
              "step4",
              "Between virtual threads a hand-over is cheap beside the network: the single writer"
                  + " needs at most a quarter more CPU time per operation than the mutex.",
              RatioJudge.saturated(Figure.CPU, "step4", "step2", atMost(1.25))),
          new Claim(
              "handover-costs-more-than-a-lock",
              "step4",
              "To hand a command to another thread costs more than to take a lock: the single"
                  + " writer needs more CPU time per operation than the mutex.",
              RatioJudge.saturated(Figure.CPU, "step4", "step2", atLeast(1.05))),
          new Claim(
              "single-writer-has-the-longer-median",
              "step4",
              "Half of the operations take longer with a single writer than with a mutex: its"
                  + " median latency is higher.",
              RatioJudge.saturated(Figure.P50, "step4", "step2", atLeast(1.05))),
          new Claim(
              "single-writer-has-the-shorter-tail",
              "step4",
              "The slowest operation of a hundred is faster with a single writer than with a mutex:"
                  + " its 99th percentile of latency is lower.",
              RatioJudge.saturated(Figure.P99, "step4", "step2", atMost(0.95))),
          new Claim(
              "pipelining-divides-cpu",
              "step4",
              "With 16 requests in a write, a server with a mutex needs at most a third of the CPU"
                  + " time per operation that it needs with one.",
              RatioJudge.across(
                  Figure.CPU, "step2", Result.PIPELINED, Result.SATURATED, atMost(1 / 3.0))),
          new Claim(
              "batch-halves-cpu",
              "step4",
              "With 16 requests in a write, handing them over as one batch takes at most half of"
                  + " the CPU time per operation that handing over each command takes.",
              RatioJudge.of(Figure.CPU, Result.PIPELINED, "step4/batch", "step4", atMost(0.50))),
          new Claim(
              "step5-loses-nothing",
              "step5",
              "With one event loop for everything, nothing acknowledged is lost, with no lock.",
              new RaceJudge.Keeps(Step.EVENT_LOOP)),
          new Claim(
              "event-loop-is-cheaper",
              "step5",
              "The event loop needs less CPU time per operation than a thread per connection with a"
                  + " mutex.",
              RatioJudge.saturated(Figure.CPU, "step5", "step2", atMost(0.95))),
          new Claim(
              "event-loop-is-cheaper-than-single-writer",
              "step5",
              "The event loop needs at most three quarters of the CPU time per operation that the"
                  + " single writer needs.",
              RatioJudge.saturated(Figure.CPU, "step5", "step4", atMost(0.75))),
          new Claim(
              "event-loop-serves-more",
              "step5",
              "The event loop, one thread, handles at least 5 % more operations per second than a"
                  + " thread per"
                  + " connection with a mutex.",
              RatioJudge.saturated(Figure.THROUGHPUT, "step5", "step2", atLeast(1.05))),
          new Claim(
              "event-loop-has-the-shorter-tail",
              "step5",
              "The event loop's 99th percentile of latency is lower than the mutex's.",
              RatioJudge.saturated(Figure.P99, "step5", "step2", atMost(0.95))),
          new Claim(
              "store-is-a-small-part",
              "step5",
              "The naive map itself takes less than a tenth of step 1's CPU time.",
              new ProfileJudge("step1", List.of("store"), "the store", atMost(0.10))),
          new Claim(
              "threads-are-a-small-part",
              "step5",
              "What the profiler can assign to locks, queues, parking and waking takes less than 15"
                  + " % of step 1's CPU time.",
              new ProfileJudge("step1", List.of("threads"), "threads and locks", atMost(0.15))),
          new Claim(
              "network-is-the-largest-part",
              "step5",
              "More than half of step 1's CPU time goes to the network: reading, writing, polling.",
              new ProfileJudge("step1", List.of("network"), "the network", atLeast(0.50))),
          new Claim(
              "event-loop-stalls-as-the-mutex",
              "step5",
              "One KEYS stalls the event loop's other clients as a mutex does: the longest GET"
                  + " beside it takes at least half as long as under the mutex.",
              StallJudge.of(StallResult.BESIDE_KEYS, "step5", "step2", atLeast(0.50))),
          new Claim(
              "platform-threads-take-more-memory",
              "step5",
              "An idle connection with a platform thread of its own takes at least three times the"
                  + " server memory of one with a virtual thread.",
              RatioJudge.of(
                  Figure.MEMORY, Result.CONNECTIONS, "step2/platform", "step2", atLeast(3))),
          new Claim(
              "virtual-threads-are-free",
              "step5",
              "Virtual threads cost nothing: an idle connection with one takes no more server"
                  + " memory than on an event loop, give or take a tenth.",
              RatioJudge.of(Figure.MEMORY, Result.CONNECTIONS, "step2", "step5", atMost(1.10))),
          new Claim(
              "several-loops-serve-more",
              "loops",
              "Several event loops handle at least 5 % more operations per second than one.",
              RatioJudge.saturated(Figure.THROUGHPUT, LOOPS, "step5", atLeast(1.05))),
          new Claim(
              "several-loops-cost-more",
              "loops",
              "Several event loops need at least 5 % more CPU time per operation than one.",
              RatioJudge.saturated(Figure.CPU, LOOPS, "step5", atLeast(1.05))));

  /** The claim of this id. */
  public static Optional<Claim> of(String id) {
    return ALL.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }

  /** Decides this claim. */
  public Verdict verdict(Measurements measurements) {
    return judge.judge(measurements);
  }
}
